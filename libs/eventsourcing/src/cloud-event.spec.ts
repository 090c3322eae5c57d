import { cloudEventSource } from './cloud-event.js';

describe('how CloudEvents name an installation', () => {
  it.each([
    ['homeward/89d0a0bdba024b71', 'urn:homeward:log:homeward/89d0a0bdba024b71'],
    ['ngo.example/homeward', 'urn:homeward:log:ngo.example/homeward'],
    ['додому?a#b', 'urn:homeward:log:%D0%B4%D0%BE%D0%B4%D0%BE%D0%BC%D1%83%3Fa%23b'],
    ['a%2Fb', 'urn:homeward:log:a%252Fb'],
    ['/log', 'urn:homeward:log:%2Flog'],
  ])('%s as %s', (origin, source) => {
    expect(cloudEventSource(origin)).toBe(source);
    expect(new URL(source).href).toBe(source);
  });

  it('tells any two apart', () => {
    const origins = ['a/b', 'a%2Fb', '/a/b', 'a//b', 'A/b', 'a/b ', 'a/b+c'];
    expect(new Set(origins.map(cloudEventSource)).size).toBe(origins.length);
  });
});
