import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { registeredSource, withdrawnSource } from '../../../testing/source-files.js';
import type { SourceEvent } from '../events.js';
import { RegisterSource } from './register-source.js';

const SOURCE = { sourceId: 'ru-mod', name: 'Russian Ministry of Defence', kind: 'armed-forces' } as const;
const register = (fields: object = {}, history: SourceEvent[] = []) =>
  given({ 'source-ru-mod': history }).when(useCaseOf(RegisterSource), 'ru-mod', { ...SOURCE, ...fields });

describe('registering a source', () => {
  it('gives it a group of its own, unless it is said whom it repeats', () => {
    register().thenEvents(registeredSource('ru-mod', { independenceGroup: 'ru-mod' }));
    register({ independenceGroup: null }).thenEvents(registeredSource('ru-mod', { independenceGroup: 'ru-mod' }));
    const group = { independenceGroup: 'russian-state' };
    register(group).thenEvents(registeredSource('ru-mod', group));
  });

  it('keeps who publishes it, for whom it speaks and where', () => {
    const facts = { publisher: 'Telegram', party: 'RU', url: 'https://t.me/example' };
    register(facts).thenEvents(registeredSource('ru-mod', facts));
  });

  it('is refused under an id that is taken, also where the source was withdrawn', () => {
    register({}, [registeredSource()]).thenRejected('source-exists', { sourceId: 'ru-mod' });
    register({}, [registeredSource(), withdrawnSource()]).thenRejected('source-exists');
  });

  it('needs an id, a name and a kind', () => {
    expect(refusedFields(RegisterSource, SOURCE)).toEqual([]);
    expect(refusedFields(RegisterSource, {})).toEqual(['sourceId', 'name', 'kind']);
  });

  it.each<[string, unknown]>([
    ['sourceId', 'RU MoD'],
    ['name', ''],
    ['publisher', ''],
    ['kind', 'spy'],
    ['party', 'ru'],
    ['independenceGroup', 'the Russian state'],
    ['url', 'javascript:alert(1)'],
  ])('is refused for its %s: %j', (field, value) => {
    expect(refusedFields(RegisterSource, { ...SOURCE, [field]: value })).toEqual([field]);
  });
});
