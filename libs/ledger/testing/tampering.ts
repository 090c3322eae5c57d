/** Numbers that look random, the same ones each time: a drill that fails, fails again. */
export type Random = (below: number) => number;

/** Mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** Flips one bit. */
export function bentBytes(bytes: Uint8Array, random: Random): Buffer {
  const bent = Buffer.from(bytes);
  bent[random(bent.length)]! ^= 1 << random(8);
  return bent;
}

/** A text with one character put in, taken out or replaced. */
export function bentText(text: string, random: Random): string {
  const at = random(text.length);
  const put = ['A', '0', '\n', ' ', '+', '/', '=', '—', 'é', '\0'][random(10)]!;
  const bent = [text.slice(0, at) + put + text.slice(at), text.slice(0, at) + text.slice(at + 1)];
  const chosen = bent[random(3)] ?? text.slice(0, at) + put + text.slice(at + 1);
  return chosen === text ? bentText(text, random) : chosen;
}

/** A record that says something else, as plausible as the one it was made of. */
export function retoldRecord(record: Buffer, random: Random): Buffer {
  const text = record.toString();
  const n = random(1_000_000);
  const told = [
    text.replace(/"value":[0-9]+/, `"value":${n}`),
    text.replace(/"actor":"[^"]*"/, `"actor":"caseworker-${n}"`),
    text.replace(/"recordedAt":"2025/, `"recordedAt":"20${10 + (n % 15)}`),
    text.replace(/"note":"/, `"note":"${n} `),
    text.replace(/"id":"([0-9a-f]{8})/, (_, id: string) => `"id":"${id.slice(1)}${n % 10}`),
  ][random(5)]!;
  return told === text ? retoldRecord(record, random) : Buffer.from(told);
}

/** Records as somebody left them who tampered with them. */
export interface Tampered {
  readonly records: readonly Buffer[];
  /** The first that is not the one that was signed at its place. */
  readonly first: number;
}

type Tampering = (records: readonly Buffer[], random: Random) => readonly Buffer[];

/** Edits, deletions, insertions, reorderings and truncations; half of them keep the number of records. */
export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  edits: (records, random) => {
    const at = random(records.length);
    const record = records[at]!;
    return records.with(at, random(2) === 0 ? bentBytes(record, random) : retoldRecord(record, random));
  },
  deletions: (records, random) => {
    const fewer = records.toSpliced(random(records.length - 1), 1);
    return random(2) === 0 ? fewer : [...fewer, retoldRecord(records.at(-1)!, random)];
  },
  insertions: (records, random) => {
    const more = records.toSpliced(random(records.length), 0, retoldRecord(records[random(records.length)]!, random));
    return random(2) === 0 ? more : more.slice(0, -1);
  },
  reorderings: (records, random) => {
    const at = random(records.length);
    const other = (at + 1 + random(records.length - 1)) % records.length;
    if (random(2) === 0) return records.with(at, records[other]!).with(other, records[at]!);
    return records.toSpliced(at, 1).toSpliced(other, 0, records[at]!);
  },
  truncations: (records, random) => records.slice(0, random(records.length)),
};

/** Tampers until something is other than it was. */
export function tamper(tampering: Tampering, records: readonly Buffer[], random: Random): Tampered {
  const left = tampering(records, random);
  const first = records.findIndex((record, at) => !left[at]?.equals(record));
  if (first < 0 && left.length === records.length) return tamper(tampering, records, random);
  return { records: left, first: first < 0 ? records.length : first };
}
