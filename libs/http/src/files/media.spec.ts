import { acceptedFormat } from './media.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('an Accept header', () => {
  it.each([
    [undefined, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; charset=utf-8', 'csv'],
    [XLSX, 'xlsx'],
    [`${XLSX};q=0.9, text/csv;q=0.8`, 'xlsx'],
    ['text/csv, application/json', 'json'],
    ['text/csv, */*;q=0.1', 'csv'],
    ['text/*', 'csv'],
    ['application/*;q=0.2, text/csv;q=0.1', 'json'],
    ['application/json;q=0, */*', 'csv'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
    ['application/pdf', undefined],
    ['text/csv;q=0', undefined],
    ['text/csv;q=nonsense', undefined],
    [',,;;q=', undefined],
  ])('that reads %j asks for %s', (accept, format) => {
    expect(acceptedFormat(accept)).toBe(format);
  });
});
