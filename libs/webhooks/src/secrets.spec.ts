import { Webhook } from 'standardwebhooks';
import { newSecret, OVERLAP_MS, rotated, signed, type Secret } from './secrets.js';

const NOW = Date.now();
const BODY = '{"type":"CohortRepatriated"}';

describe('a secret', () => {
  it('has 256 bits in the form of the specification, and is never the same', () => {
    expect(newSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newSecret()).not.toBe(newSecret());
  });

  it('signs for a day more once another has taken its place', () => {
    const [first, second] = [newSecret(), newSecret()];
    const secrets = rotated([{ secret: first, until: null }], second, NOW);
    const during = signed('msg_1', NOW, BODY, secrets);
    expect(during['webhook-signature'].split(' ')).toHaveLength(2);
    for (const secret of [first, second]) {
      expect(new Webhook(secret).verify(BODY, { ...during })).toEqual({ type: 'CohortRepatriated' });
    }
    const after = signed('msg_1', NOW + OVERLAP_MS, BODY, secrets);
    expect(after['webhook-signature'].split(' ')).toHaveLength(1);
  });

  it('is not kept when its day is over', () => {
    let secrets: Secret[] = [{ secret: 'a', until: null }];
    secrets = rotated(secrets, 'b', NOW);
    secrets = rotated(secrets, 'c', NOW + OVERLAP_MS / 2);
    expect(secrets.map(({ secret }) => secret)).toEqual(['c', 'b', 'a']);
    secrets = rotated(secrets, 'd', NOW + OVERLAP_MS);
    expect(secrets.map(({ secret }) => secret)).toEqual(['d', 'c', 'b']);
  });

  it('signs id, time and body: none of them can be changed', () => {
    const secret = newSecret();
    const headers = signed('msg_1', NOW, BODY, [{ secret, until: null }]);
    const verify = (body: string, changed: object): unknown =>
      new Webhook(secret).verify(body, { ...headers, ...changed });
    expect(verify(BODY, {})).toEqual({ type: 'CohortRepatriated' });
    expect(() => verify(`${BODY} `, {})).toThrow('No matching signature');
    expect(() => verify(BODY, { 'webhook-id': 'msg_2' })).toThrow('No matching signature');
    expect(() => verify(BODY, { 'webhook-timestamp': String(Math.floor(NOW / 1000) + 1) })).toThrow('No matching');
  });
});
