import { asIs } from './guide.js';
import type { ExtractManifest } from './manifest.js';

/** VERIFY.md of an extract: what it proves, what it does not, and how to verify it. */
export function extractGuideOf(
  { origin, size, stream, records, software }: ExtractManifest,
  checkpoint: string,
): string {
  return `# How to verify this extract

It holds records 0 to ${records - 1} of the stream \`${stream}\` of the log \`${origin}\`, as ${software.name} ${software.version}
wrote them out, each with its receipt: the proof that it stands in the log at one place, against one signed checkpoint of
${size} records.

**What it proves:** each record is, to the byte, the one that the log had at its place when the checkpoint was signed; they
follow each other without a gap, from the first of the stream on.

**What it does not prove:**

- that these are all records of the stream: later ones could have been left out, and no extract can show it;
- anything about other streams, or what they add up to;
- that the log was not rewritten before this checkpoint was signed, unless you hold a checkpoint of the same size from
  elsewhere.

A bundle of the whole log proves all of these. Ask for one where they matter.

The log's public key, one line that begins with \`${origin}+\`, must come to you by another way than this file;
\`keys.json\` lists it only for comparison.

    homeward verify extract.zip --key '<public key>'
    python3 verify.py --key '<public key>' extract.zip

Take \`verify.py\` from the source code of Homeward, not from anyone who gave you this file.

## With your own tools

- \`checkpoint\` is a signed note (c2sp.org/signed-note, c2sp.org/tlog-checkpoint):

${asIs(checkpoint)}
- \`records/<revision>.json\` is a record in its canonical form (RFC 8785). Its hash is SHA-256 of a zero byte and its
  bytes (RFC 9162, section 2.1.1).
- \`receipts/<revision>.tlog-proof\` is its place in the log, and the inclusion proof (c2sp.org/tlog-proof; RFC 9162,
  section 2.1.3.2).
`;
}
