import { AddExchangeReport, exchange, exchangeUseCases, lineKey } from '#cases';
import { compareReport } from '../comparing/compare-report.js';
import { BASIS_POINTERS, basisColumns, basisIn } from './basis-columns.js';
import { LINE_FORMS, lineIn } from './exchange-lines.js';
import type { Layout } from './layout.js';
import { useCaseOf } from './use-case-of.js';

/** One row a source's figure for one line of an exchange. */
export const exchangeReports: Layout = {
  kind: 'exchange-reports',
  row: "a source's figure for some people of an exchange, beside what is recorded",
  columns: [
    { name: 'exchange', meaning: 'Id of the exchange.', example: '2022-10-29', required: true },
    {
      name: 'line',
      meaning: `Whom the figure counts: ${LINE_FORMS}.`,
      example: 'to_UA_prisoner-of-war',
      required: true,
    },
    { name: 'figure', meaning: 'How many.', example: '50', required: true },
    ...basisColumns({ required: true }),
  ],
  model: exchange,
  compare: compareReport,
  reader: () => (cells) => {
    const exchangeId = cells.needed('exchange');
    const name = cells.needed('line');
    const line = lineIn(name);
    if (name !== '' && line === undefined) cells.fail('line', 'line', `is no line such as ${LINE_FORMS}`);
    cells.needed('figure');
    const headcount = cells.figure('figure');
    cells.needed('source');
    const basis = basisIn(cells);
    if (cells.errors.length > 0) return undefined;
    const { powerOfOrigin, category, terms } = line!;
    return {
      key: JSON.stringify([exchangeId, basis!.source, basis!.url, lineKey(line!)]),
      steps: [
        {
          useCase: useCaseOf(exchangeUseCases, AddExchangeReport),
          target: exchangeId,
          command: { basis, figures: [{ powerOfOrigin, category, terms, headcount }] },
          columns: { ...BASIS_POINTERS, '/figures': 'line', '/figures/0/headcount': 'figure' },
        },
      ],
    };
  },
};
