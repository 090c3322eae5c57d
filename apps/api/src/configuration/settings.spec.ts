import { readFileSync } from 'node:fs';
import { envExample, readSettings } from './settings.js';

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(readSettings({ PORT: '' })).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataDir: './data',
      eventStore: 'sqlite',
      logLevel: 'info',
      rateLimit: 60_000,
      scrubRate: 5_000,
      publicUrl: null,
      trustedProxies: [],
      tokenLongestDays: 365,
      webhooksAllowPrivate: [],
      ledgerOrigin: 'new',
      ledgerWitnesses: [],
      witnessedLogs: [],
      witnessName: 'homeward-witness',
    });
  });

  it.each([
    ['PORT', '65536', 'PORT must be a whole number from 0 to 65535, not "65536"'],
    ['PORT', '3000.5', 'PORT must be a whole number'],
    ['HOST', 'not a host', 'HOST must be an address'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal, error'],
    ['RATE_LIMIT', '-1', 'RATE_LIMIT must be a whole number'],
    ['LEDGER_ORIGIN', 'a name', 'LEDGER_ORIGIN must be new'],
    ['LEDGER_WITNESSES', 'https://partner.example', 'LEDGER_WITNESSES must be none, or pairs'],
    ['WITNESSED_LOGS', 'ngo.example+00000000+AAAA', 'WITNESSED_LOGS must be none, or the public keys'],
    ['WEBHOOKS_ALLOW_PRIVATE', '10.0.0.0/8,10.0.0.0/33', 'WEBHOOKS_ALLOW_PRIVATE must be none, or hosts'],
    ['PUBLIC_URL', 'http://homeward.ngo.example', 'PUBLIC_URL must be none'],
    ['PUBLIC_URL', 'https://ngo.example/homeward', 'PUBLIC_URL must be none'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', 'TRUSTED_PROXIES must be none, or addresses'],
    ['TRUSTED_PROXIES', 'proxy.internal', 'TRUSTED_PROXIES must be none, or addresses'],
    ['EVENT_STORE', 'mysql://root:secret@localhost', 'EVENT_STORE must be sqlite, memory or a connection string'],
  ])('%s=%s is refused with what it may be', (name, value, message) => {
    expect(() => readSettings({ [name]: value })).toThrow(message);
    expect(() => readSettings({ [name]: value })).not.toThrow('secret');
  });

  it.each([
    ['https://homeward.ngo.example/', 'https://homeward.ngo.example'],
    ['http://localhost:5173', 'http://localhost:5173'],
  ])('takes PUBLIC_URL=%s for the origin that browsers say', (url, origin) => {
    expect(readSettings({ PUBLIC_URL: url }).publicUrl).toBe(origin);
  });

  it('tells everything that is wrong at once', () => {
    expect(() => readSettings({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/^PORT must be .*\nLOG_LEVEL must be .*$/);
  });

  it('is what .env.example says; write it again with "npm run env-example"', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
  });
});
