import { globSync, readFileSync } from 'node:fs';
import { exactly } from '#cases';
import { Rejected } from '#eventsourcing';
import { rejection } from '#http';
import { WORDINGS } from './wordings.js';

describe('a rejection', () => {
  it('is worded for every code that a rule gives', () => {
    const sources = globSync('libs/cases/src/**/*.ts', {
      exclude: (file) => file.endsWith('.spec.ts'),
    });
    const given = sources.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/Rejected\(\s*'([a-z-]+)'/g)].map(([, code]) => code!),
    );
    expect(given.length).toBeGreaterThan(40);
    const worded = new Set(Object.keys(WORDINGS));
    expect([...new Set(given)].filter((code) => !worded.has(code))).toEqual([]);
  });

  it('says what the rule saw', () => {
    const facts = {
      asked: exactly(147),
      there: exactly(146),
      position: { stage: 'custody', country: 'UA', place: null },
    };
    expect(rejection(new Rejected('not-enough-people', facts), WORDINGS).toDetails('/x')).toEqual({
      type: 'urn:homeward:problem:not-enough-people',
      title: 'There are not that many people there',
      status: 409,
      code: 'not-enough-people',
      detail: '147 asked for, 146 in custody, UA.',
      instance: '/x',
      facts,
    });
  });

  it('is told even if nobody worded it', () => {
    const { status, title, code } = rejection(new Rejected('moon-is-full'), WORDINGS).toDetails('/x');
    expect([status, title, code]).toEqual([409, 'Moon is full', 'moon-is-full']);
  });
});
