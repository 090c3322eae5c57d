import { currentSchema, upcast, type Upcasters } from './upcast.js';

/** Schema 1 had a bare number, schema 2 a figure, schema 3 says what is counted. */
const upcasters: Upcasters = {
  CohortRegistered: [
    ({ headcount }: { headcount: number }) => ({ headcount: { kind: 'exact', value: headcount } }),
    (data: object) => ({ ...data, counted: 'persons' }),
  ],
};

const COMMAND = { id: 'command-1', name: 'RegisterCohort', digest: '0' };
const stored = (schema: number, data: object) => ({
  type: 'CohortRegistered',
  schema,
  data,
  id: 'event-1',
  command: COMMAND,
  correlation: COMMAND.id,
});

describe('upcasting', () => {
  it('takes an event through every step from its own schema to the newest', () => {
    expect(upcast(upcasters, stored(1, { headcount: 7 }))).toEqual(
      stored(3, { headcount: { kind: 'exact', value: 7 }, counted: 'persons' }),
    );
    expect(upcast(upcasters, stored(2, { headcount: { kind: 'not-stated' } }))).toEqual(
      stored(3, { headcount: { kind: 'not-stated' }, counted: 'persons' }),
    );
  });

  it('gives an event of the newest schema, or of a type without old shapes, as it is', () => {
    const newest = stored(3, { headcount: { kind: 'not-stated' }, counted: 'persons' });
    expect(upcast(upcasters, newest)).toBe(newest);
    const other = { ...stored(1, {}), type: 'CohortDeparted' };
    expect(upcast(upcasters, other)).toBe(other);
  });

  it('tells a step what the record says besides its data', () => {
    const steps: Upcasters = {
      CohortRegistered: [(data: object, { command, correlation }) => ({ ...data, alone: correlation === command.id })],
    };
    expect(upcast(steps, stored(1, {})).data).toEqual({ alone: true });
    expect(upcast(steps, { ...stored(1, {}), correlation: 'import-1' }).data).toEqual({ alone: false });
  });

  it('leaves the stored event untouched', () => {
    const event = stored(1, { headcount: 7 });
    upcast(upcasters, event);
    expect(event).toEqual(stored(1, { headcount: 7 }));
  });

  it('knows the schema that a new event carries', () => {
    expect(currentSchema(upcasters, 'CohortRegistered')).toBe(3);
    expect(currentSchema(upcasters, 'CohortDeparted')).toBe(1);
  });
});
