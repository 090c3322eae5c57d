import type { Send } from '../log.js';
import { type Id } from './values.js';

export async function imports(send: Send, id: Id): Promise<void> {
  const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
  for (const mapping of [null, sha256]) {
    const importId = id(mapping === null ? 'plain' : 'mapped');
    await send('StartImport', importId, {
      importId,
      kind: 'exchanges',
      sha256,
      mapping,
      whole: mapping === null,
      amending: mapping !== null,
    });
    await send('CompleteImport', importId, { rows: 4, recorded: 2, amended: 1, refused: 1 });
    await send('ReverseImport', importId, { reason: 'The table was another one', entries: 3 });
  }
}
