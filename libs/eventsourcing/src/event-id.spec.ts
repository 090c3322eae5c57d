import { validate, version } from 'uuid';
import { commandId, eventId } from './event-id.js';

describe('the id of a command', () => {
  it('is the same UUID v5 for the same writer and key', () => {
    const id = commandId('caseworker-1', 'key-1');
    expect(commandId('caseworker-1', 'key-1')).toBe(id);
    expect([validate(id), version(id)]).toEqual([true, 5]);
  });

  it('differs between writers, and where writer and key only seem to be the same', () => {
    const ids = [
      commandId('caseworker-1', 'key-1'),
      commandId('caseworker-2', 'key-1'),
      commandId('caseworker-1', 'key-2'),
      commandId('caseworker', '-1key-1'),
      commandId('caseworker-1","key', '1'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('never changes: a repeated request after an update must find what it wrote before', () => {
    const id = commandId('caseworker-1', 'key-1');
    expect(id).toBe('b4a6b1cf-5207-5aa2-b9b3-07361f5edca6');
    expect(eventId(id, 0)).toBe('8dccc8b5-a399-52e4-8d8b-6d5c9e22a970');
  });
});

describe('the ids of the events of a command', () => {
  it('are the same whenever the command is repeated, and one for each index', () => {
    const command = commandId('caseworker-1', 'key-1');
    const ids = Array.from({ length: 20 }, (_, index) => eventId(command, index));
    expect(Array.from({ length: 20 }, (_, index) => eventId(command, index))).toEqual(ids);
    expect(new Set(ids).size).toBe(20);
    expect(ids.every((id) => validate(id) && version(id) === 5)).toBe(true);
  });
});
