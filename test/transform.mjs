import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '@swc/core';
import { transpile } from '../tools/build/transpile.mjs';

const HOW = [import.meta.url, new URL('../tools/build/transpile.mjs', import.meta.url)]
  .map((url) => readFileSync(fileURLToPath(url), 'utf8'))
  .join('');

/** Compiles for tests what is compiled for production, in the same way. */
export default {
  process(text, path, { config }) {
    const { code, map } = transpile(relative(config.rootDir, path).split(sep).join('/'), text);
    return { code, map: { ...JSON.parse(map), sources: [path] } };
  },

  getCacheKey(text, path, { instrument, config }) {
    const hash = createHash('sha256');
    for (const part of [HOW, version, String(instrument), relative(config.rootDir, path), text]) {
      hash.update(`${part.length}:`).update(part);
    }
    return hash.digest('hex');
  },
};
