import { categoryOf, type Recorded } from '#eventsourcing';

/** What JSON can be. */
export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'object';

/** The objects at one place of an event's data: which members they had, of which kinds, and which all of them had. */
interface Place {
  readonly members: Map<string, Set<Kind>>;
  always: ReadonlySet<string> | undefined;
}

/** Events of one kind of stream, one type and one schema: their shapes may differ from those of every other. */
export function kindOfRecord({ stream, type, schema }: Pick<Recorded, 'stream' | 'type' | 'schema'>): string {
  return `${categoryOf(stream)} ${type} ${schema}`;
}

/**
 * Every field path that records have, with the kinds that stand there. Values that stand in many places, such as figures and
 * positions, are looked at as what they are, wherever they are.
 */
export class Shapes {
  private readonly kinds = new Map<string, Map<string, Place>>();
  private readonly values = new Map<string, Place>();

  constructor(records: Iterable<Recorded> = []) {
    for (const record of records) this.add(record);
  }

  add(record: Recorded): void {
    const kind = kindOfRecord(record);
    const places = this.kinds.get(kind) ?? new Map<string, Place>();
    this.kinds.set(kind, places);
    for (const [path, object] of objectsIn('data', record.data)) {
      const value = valueName(object, path);
      const among = value === undefined ? places : this.values;
      const place = among.get(value ?? path) ?? { members: new Map<string, Set<Kind>>(), always: undefined };
      among.set(value ?? path, place);
      for (const [name, value] of Object.entries(object)) {
        place.members.set(name, (place.members.get(name) ?? new Set()).add(kindOf(value)));
      }
      place.always = new Set([...(place.always ?? Object.keys(object))].filter((name) => name in object));
    }
  }

  /** Kinds of a member of the data itself; undefined where no record has it. */
  kindsOf(kind: string, member: string): ReadonlySet<Kind> | undefined {
    return this.kinds.get(kind)?.get('data')?.members.get(member);
  }

  has(kind: string): boolean {
    return this.kinds.has(kind);
  }

  /** What of a record none of these has: a field, a kind, or that one is missing that all have. Empty for a known shape. */
  unknownIn(record: Recorded): string[] {
    const places = this.kinds.get(kindOfRecord(record));
    if (places === undefined) return ['the event itself'];
    return objectsIn('data', record.data).flatMap(([path, object]) => {
      const value = valueName(object, path);
      const place = value === undefined ? places.get(path) : this.values.get(value);
      if (place === undefined) return [`${path}, a new ${value ?? 'object'}`];
      const missing = [...place.always!].filter((name) => !(name in object)).map((name) => `${path} without ${name}`);
      const added = Object.entries(object)
        .filter(([name, value]) => place.members.get(name)?.has(kindOf(value)) !== true)
        .map(([name, value]) => `${path}.${name}, a ${kindOf(value)}`);
      return [...missing, ...added];
    });
  }
}

/** Every object in a value, with its path: `data.moved[].people`. */
function objectsIn(path: string, value: unknown): (readonly [path: string, object: object])[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => objectsIn(`${path}[]`, one));
  if (typeof value !== 'object' || value === null) return [];
  return [[path, value], ...Object.entries(value).flatMap(([name, one]) => objectsIn(`${path}.${name}`, one))];
}

/** A value that stands in many places: figures told apart by their kinds, positions, bases. */
function valueName(value: object, path: string): string | undefined {
  if (path === 'data') return undefined;
  if ('kind' in value) return `figure of the kind ${String(value.kind)}`;
  if ('stage' in value && 'runBy' in value) return 'position';
  return 'reliability' in value && 'credibility' in value ? 'basis' : undefined;
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : (typeof value as Kind);
}
