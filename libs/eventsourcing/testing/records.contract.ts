import type { Json, NewEvent } from '../src/event.js';
import { InvalidRecord, MAX_RECORD_BYTES, toCanonical } from '../src/record.js';
import { collect, logOf, newStream, sampleEvent, write, type TheStore } from './sample-events.js';

/** An event whose canonical record at revision 0 of the stream is exactly so many bytes long. */
function eventOfBytes(bytes: number, stream: string): NewEvent {
  const event = sampleEvent({ text: '' });
  const free = bytes - Buffer.byteLength(toCanonical(event, stream, 0));
  // Two-byte letters, so that counting UTF-16 units instead of bytes is found out.
  return { ...event, data: { text: 'é'.repeat(free >> 1) + 'x'.repeat(free & 1) } };
}

/** Arrays in arrays; the record and `data` are the two levels outside. */
function nested(levels: number): Json {
  return levels === 0 ? 'bottom' : [nested(levels - 1)];
}

/** What is stored is the canonical record, byte for byte. */
export function recordsContract(theStore: TheStore): void {
  describe('records', () => {
    it.each<[string, object]>([
      [
        'unicode',
        { text: 'Київ – Минск – İstanbul 🕊️ \u0000 \u2028 " \\', 'ключ 🗝️': 'e\u0301', '\ue000': '\u{10000}' },
      ],
      ['null', { place: null, nested: { value: null } }],
      ['an empty array, object and text', { list: [], object: {}, text: '' }],
      ['the largest and the smallest number', { most: Number.MAX_SAFE_INTEGER, least: Number.MIN_SAFE_INTEGER }],
      ['data as deep as a record may be', { deep: nested(14) }],
      ['members that JavaScript gives a meaning to', { constructor: 'a', toString: 'b', caughtUp: true }],
    ])('keep %s byte for byte', async (_, data) => {
      const stream = newStream();
      const before = await theStore().head();
      const event = sampleEvent(data);
      const canonical = toCanonical(event, stream, 0);
      await theStore().append([write(stream, 'none', event)]);

      const [read] = await collect(theStore().read(stream));
      const [scanned] = await logOf(theStore(), [stream], before);
      for (const recorded of [read!, scanned!]) {
        expect(recorded.canonical).toBe(canonical);
        expect(Buffer.from(recorded.canonical).equals(Buffer.from(canonical))).toBe(true);
        expect(recorded.data).toEqual(JSON.parse(canonical).data);
      }
      expect(scanned).toEqual(read);
    });

    it('give back everything that is known of an event', async () => {
      const stream = newStream();
      const event = sampleEvent({ headcount: 7 }, { organisation: null, causation: 'request-0', schema: 3 });
      const { position } = await theStore().append([write(stream, 'none', event)]);
      const [recorded] = await collect(theStore().read(stream));
      expect(recorded).toMatchObject({ ...event, stream, revision: 0, position });
    });

    it('may be as large as the limit', async () => {
      const stream = newStream();
      const event = eventOfBytes(MAX_RECORD_BYTES, stream);
      await theStore().append([write(stream, 'none', event)]);
      const [recorded] = await collect(theStore().read(stream));
      expect(Buffer.byteLength(recorded!.canonical)).toBe(MAX_RECORD_BYTES);
      expect(recorded!.canonical).toBe(toCanonical(event, stream, 0));
    });

    it('are refused one byte above the limit, with nothing written', async () => {
      const [cohort, exchange] = [newStream(), newStream('exchange')];
      const tooLarge = eventOfBytes(MAX_RECORD_BYTES + 1, exchange);
      const refused = theStore().append([write(cohort, 'none', sampleEvent()), write(exchange, 'none', tooLarge)]);
      await expect(refused).rejects.toThrow(InvalidRecord);
      await expect(refused).rejects.toMatchObject({ code: 'record-too-large' });
      expect(await collect(theStore().read(cohort))).toEqual([]);
      expect(await collect(theStore().read(exchange))).toEqual([]);
    });

    it.each<[string, object]>([
      ['record-too-deep', { deep: nested(15) }],
      ['number-not-safe', { share: 0.5 }],
      ['text-not-well-formed', { text: '\ud800' }],
      ['value-not-json', { count: 1n }],
    ])('are refused as %s, with nothing written', async (code, data) => {
      const stream = newStream();
      const refused = theStore().append([write(stream, 'none', sampleEvent(), sampleEvent(data))]);
      await expect(refused).rejects.toMatchObject({ name: 'InvalidRecord', code });
      expect(await collect(theStore().read(stream))).toEqual([]);
    });
  });
}
