import { on } from 'node:events';
import { emitKeypressEvents } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import type { Reel } from './reel.js';
import { stepInWords, type Paint } from './step-in-words.js';
import type { Steps } from './steps.js';
import { START, press, type Key, type Stand } from './walking.js';

const KEYS = 'next → n space · back ← b · first home g · last end G · record r · jump / · quit q';
const CLEAR = '\x1b[2J\x1b[3J\x1b[H';

interface Terminal {
  readonly input: ReadStream;
  readonly output: WriteStream;
}

/** Steps through a reel as somebody presses keys, until they quit. */
export async function atTerminal(reel: Reel, steps: Steps, { input, output }: Terminal, paint: Paint): Promise<void> {
  let stand: Stand = START;
  const draw = async (): Promise<void> => {
    const step = await steps.of(await reel.at(stand.index));
    const text = stepInWords(step, `${stand.index + 1} of ${reel.length}`, paint, stand.raw);
    const foot = stand.typed === undefined ? paint('faint', KEYS) : `position or entry id: ${stand.typed}`;
    output.write(`${CLEAR}${text}\n${stand.told === '' ? '' : `${stand.told}\n`}${foot}`);
  };

  emitKeypressEvents(input);
  input.setRawMode(true);
  try {
    // Listened to before the first picture: anyone who types ahead is heard.
    const keys = on(input, 'keypress') as AsyncIterable<[string | undefined, Key]>;
    await draw();
    for await (const [, key] of keys) {
      // Somebody may have appended meanwhile.
      if (stand.index === reel.length - 1) await reel.refresh();
      const pressed = press(stand, key, reel.length);
      if (pressed === 'quit') return;
      stand = 'jump' in pressed ? await jumped(reel, stand, pressed.jump) : pressed;
      await draw();
    }
  } finally {
    input.setRawMode(false);
    input.pause();
    output.write('\n');
  }
}

async function jumped(reel: Reel, { index, raw }: Stand, wanted: string): Promise<Stand> {
  const found = await reel.find(wanted);
  return { index: found ?? index, raw, told: found === undefined ? `there is no entry ${wanted} here` : '' };
}
