import type { Send } from '../log.js';
import { type Id } from './values.js';

export async function sources(send: Send, id: Id): Promise<void> {
  await send('RegisterSource', id('ru-mod'), { sourceId: id('ru-mod'), name: 'A ministry', kind: 'armed-forces' });
  await send('RegisterSource', id('agency'), {
    sourceId: id('agency'),
    name: 'An agency',
    publisher: 'A publisher',
    kind: 'media',
    party: 'RU',
    independenceGroup: 'agencies',
    url: 'https://example.org',
  });
  await send('GradeSource', id('agency'), { reliability: 'C', reason: 'It was right before' });
  await send('WithdrawSource', id('agency'), { reason: 'It took its statement back' });
  const captured = {
    sourceId: id('ru-mod'),
    capturedAt: '2025-08-24T15:00:00Z',
    method: 'download',
    collector: 'Field office',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    mediaType: 'text/html',
    bytes: 56,
  };
  await send('CaptureStatement', id('bare'), { statementId: id('bare'), ...captured });
  await send('CaptureStatement', id('full'), {
    statementId: id('full'),
    ...captured,
    url: 'https://example.org/statement',
    publishedOn: '2025-08-24',
    credibility: '3',
  });
}
