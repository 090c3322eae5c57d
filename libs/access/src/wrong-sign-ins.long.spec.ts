import { rounds } from '#eventsourcing/testing';
import { Access } from './access.js';

/** A fifth of the real cost: far above what all else takes, and so that 10,000 end today. */
const CHEAPER = { memory: 4_096, passes: 2 };
const PASSWORD = 'tea kettle moon';
const ROUNDS = rounds(10_000);

describe(`given ${ROUNDS} wrong sign-ins, half of them of accounts that there are`, () => {
  let access: Access;

  beforeAll(async () => {
    access = await Access.open(':memory:', { passwordCost: CHEAPER });
  });
  afterAll(async () => {
    await access.close();
  });

  it('refuses all alike, and takes as long: nobody learns which accounts there are', async () => {
    const organisation = (await access.organisations.ofServer()).id;
    const person = await access.people.create({ name: 'Olena', organisation, roles: ['reporter'] });
    const { token } = await access.invite(person);
    const from = { address: '203.0.113.7', device: undefined, agent: 'another program' };
    await access.signIn.accept(token, { login: 'olena', name: 'Olena', password: PASSWORD }, from);

    const answers = new Set<string>();
    const took = { known: [] as number[], unknown: [] as number[] };
    for (let n = 0; n < ROUNDS; n++) {
      const isKnown = n % 2 === 0;
      // A day apart: no attempt waits for those before.
      const now = Date.now() + n * 86_400_000;
      const began = performance.now();
      await access.signIn
        .withPassword(isKnown ? 'olena' : 'osana', 'not the right one', from, now)
        .catch((error: Error) => answers.add(`${error.name} ${error.message}`));
      took[isKnown ? 'known' : 'unknown'].push(performance.now() - began);
    }
    expect([...answers]).toEqual(['AccessRefused sign-in-refused']);
    const [known, unknown] = [quartilesOf(took.known), quartilesOf(took.unknown)];
    // The usual times differ by less than either varies by itself.
    expect(Math.abs(known.median - unknown.median)).toBeLessThan(Math.min(known.spread, unknown.spread));
  });
});

function quartilesOf(times: number[]): { readonly median: number; readonly spread: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)]!;
  return { median: at(0.5), spread: at(0.75) - at(0.25) };
}
