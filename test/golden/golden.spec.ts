import fc from 'fast-check';
import { MODELS } from '#cases';
import { categoryOf, currentSchema, toCanonical, upcasterOf, type Recorded } from '#eventsourcing';
import { CaseFiles } from '../../libs/projections/testing/case-files.js';
import { histories, live } from '../../libs/projections/testing/histories.js';
import { COHORT, EXCHANGE, REGISTER, WAY_HOME } from '../e2e/sample-requests.js';
import { CLAIM, SOURCE, TOTAL } from '../e2e/sample-sources.js';
import { declaredEvents, misfits, type Declared } from './declared.js';
import { addLines, goldenRecords, goldenStates, renewStates, statesOf } from './lines.js';
import { modelOf, recordsOf, type Send } from './log.js';
import { everyShape } from './scenario/every-shape.js';
import { kindOfRecord, Shapes } from './shapes.js';

/** What the code allows and no command writes: a day is filled in, or there is none to state. */
const NEVER_WRITTEN: ReadonlySet<string> = new Set([
  'cohort WhereaboutsConfirmed occurredOn null',
  'exchange FigureAccepted occurredOn string',
  'total PublishedTotalRecorded occurredOn null',
]);

const HOW_TO_GO_ON = `
What is written is never rewritten, so its shape may not change unnoticed. Either give the event a new schema version
(an upcaster in its model, see libs/eventsourcing/src/upcast.ts), or, where the event or the field is new and old
lines do without it, let test/golden/scenario write it. Then add the lines, and leave those that are there:
HOMEWARD_GOLDEN=add npm run jest -- test/golden`;

const HOW_TO_FOLD_ANEW = `
the state is another one than it was: the same entries come to something else. Where that is not meant, it is a fault. Where
it is, raise the versions of the projections that fold these entries (libs/projections/src/read-model.ts) and renew the
states, whose differences are then to be read one by one:
HOMEWARD_GOLDEN=states npm run jest -- test/golden && git diff test/golden/states.jsonl`;

/** Puts together what has to be done, where there is something. */
function expectNothing(found: readonly string[]): void {
  if (found.length > 0) throw new Error([...new Set(found), HOW_TO_GO_ON].join('\n'));
  expect(found).toEqual([]);
}

/** The schema that the event is written in now. */
function schemaOf({ category, type }: Declared): number {
  return currentSchema(MODELS.find((model) => model.category === category)!.upcasters ?? {}, type);
}

const named = ({ stream, revision }: Recorded): string => `${stream} ${revision}`;

describe('everything that was ever written', () => {
  let golden: readonly Recorded[];
  let shapes: Shapes;
  let declared: readonly Declared[];

  beforeAll(async () => {
    if (process.env.HOMEWARD_GOLDEN === 'states') renewStates();
    if (process.env.HOMEWARD_GOLDEN === 'add') await addLines();
    golden = goldenRecords();
    shapes = new Shapes(golden);
    declared = declaredEvents();
  }, 60_000);

  it('still reads, to the byte, in whole streams and under ids of its own', () => {
    for (const record of golden) {
      expect(toCanonical(record, record.stream, record.revision)).toBe(record.canonical);
    }
    const next = new Map<string, number>();
    for (const { stream, revision } of golden) {
      expect([stream, revision]).toEqual([stream, next.get(stream) ?? 0]);
      next.set(stream, revision + 1);
    }
    expect(new Set(golden.map(({ id }) => id)).size).toBe(golden.length);
  });

  it('still folds to the same states', () => {
    const states = statesOf(golden);
    const kept = goldenStates();
    expect(states).toHaveLength(kept.length);
    const other = golden.filter((_, index) => JSON.stringify(JSON.parse(kept[index]!)) !== states[index]);
    if (other.length > 0) throw new Error([`after ${other.map(named).join(', ')}`, HOW_TO_FOLD_ANEW].join('\n'));
  });

  it('has a line of every event that the code declares, in every schema, with every field in each of its kinds', () => {
    expectNothing(
      declared.flatMap((event) => {
        const { category, type, members } = event;
        const current = `${category} ${type} ${schemaOf(event)}`;
        const versions = Array.from({ length: schemaOf(event) }, (_, index) => `${category} ${type} ${index + 1}`);
        const missing = versions.filter((kind) => !shapes.has(kind)).map((kind) => `no line of ${kind}`);
        if (missing.length > 0) return missing;
        const fields = [...members].flatMap(([name, { kinds }]) =>
          [...kinds]
            .filter((kind) => !NEVER_WRITTEN.has(`${category} ${type} ${name} ${kind}`))
            .filter((kind) => shapes.kindsOf(current, name)?.has(kind) !== true)
            .map((kind) => `no line of ${current} in which ${name} is a ${kind}`),
        );
        return fields;
      }),
    );
  });

  it('is, in its newest shape, what the code declares', () => {
    const newest = golden.map(upcasterOf(MODELS));
    expectNothing(misfits(newest));
  }, 60_000);

  it('is of models and schemas that the code knows', () => {
    for (const { stream, type, schema } of golden) {
      const known = declared.find((event) => event.type === type && event.category === categoryOf(stream));
      expect([stream, type, known !== undefined && schema <= schemaOf(known)]).toEqual([stream, type, true]);
    }
  });

  const expectKnownShapes = (records: readonly Recorded[]): void => {
    expectNothing(
      records.flatMap((record) => shapes.unknownIn(record).map((what) => `${kindOfRecord(record)} is written with ${what}`)),
    );
  };

  it.each<[string, (send: Send) => Promise<void>]>([
    ['every command in all its variants', (send) => everyShape(send)],
    ['the reference case', referenceCase],
  ])('has the shapes that are written by %s', async (_, writing) => {
    const records = await recordsOf(writing, 'another writer');
    expect(records.length).toBeGreaterThan(5);
    expectKnownShapes(records);
  });

  it('has the shapes that random histories write', async () => {
    for (const history of fc.sample(histories(false), { numRuns: 100, seed: 20250824 })) {
      const files = new CaseFiles();
      await live(files, history);
      const records: Recorded[] = [];
      for await (const record of files.store.readAll()) records.push(record);
      await files.remove();
      expectKnownShapes(records);
    }
  });

  /** A golden line as somebody may have changed it. */
  const changed = (change: (data: any) => object): Recorded[] => {
    const record = golden.find(({ type }) => type === 'CohortDeparted')!;
    return [{ ...record, data: change(structuredClone(record.data)) }];
  };

  describe('does not let a shape change unnoticed', () => {
    it.each<[string, (data: any) => object, string]>([
      ['a new field', (data) => ({ ...data, via: 'TR' }), 'CohortDeparted 1 is written with data.via, a string'],
      ['a field that is gone', ({ expectedOn: _, ...data }) => data, 'data without expectedOn'],
      ['another kind', (data) => ({ ...data, expectedOn: 5 }), 'data.expectedOn, a number'],
      ['a new field inside', (data) => ({ ...data, moved: [{ ...data.moved[0], by: 'bus' }] }), 'data.moved[].by, a string'],
      [
        'a figure of a new kind',
        (data) => ({ ...data, moved: [{ ...data.moved[0], people: { kind: 'some', value: 1 } }] }),
        'data.moved[].people, a new figure of the kind some',
      ],
    ])('by %s', (_, change, told) => {
      expect(() => expectKnownShapes(changed(change))).toThrow(told);
      expect(() => expectKnownShapes(changed(change))).toThrow('HOMEWARD_GOLDEN=add');
    });

    it('by a new type or schema', () => {
      const [record] = golden;
      expect(() => expectKnownShapes([{ ...record!, schema: 2 }])).toThrow('the event itself');
      expect(() => expectKnownShapes([{ ...record!, type: 'SourceRenamed' }])).toThrow('the event itself');
    });

    it('by what the code declares', () => {
      const [without] = changed(({ expectedOn: _, ...data }) => data);
      const [more] = changed((data) => ({ ...data, via: 'TR' }));
      const told = misfits([without!, more!]);
      expect(told).toHaveLength(2);
      expect(told[0]).toMatch(/^cohort-\S+ CohortDeparted: .*expectedOn.* missing/);
      expect(told[1]).toMatch(/via.* does not exist/);
    }, 60_000);
  });

  it('is told apart by the model that folds it', () => {
    expect(modelOf('total-ae-2025-08-24').category).toBe('total');
  });
});

/** The requests of the reference case, sent to the commands behind their routes. */
async function referenceCase(send: Send): Promise<void> {
  await send('RegisterSource', SOURCE.sourceId, SOURCE);
  await send('RegisterCohort', COHORT, REGISTER);
  await send('RecordExchange', EXCHANGE.exchangeId, EXCHANGE);
  for (const [action, body] of WAY_HOME) await send(classOf(action), COHORT, body);
  await send('ClaimHeldPopulation', CLAIM.claimId, CLAIM);
  await send('RecordPublishedTotal', TOTAL.totalId, TOTAL);
}

/** `mark-in-transit` as `MarkInTransit`. */
function classOf(action: string): string {
  return action.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
