import type { Manifest } from './manifest.js';

/** VERIFY.md: how to verify a bundle, in plain words. */
export function guideOf({ origin, size, software }: Omit<Manifest, 'balances'>, checkpoint: string): string {
  return `# How to verify this bundle

It holds the first ${size} records of the log \`${origin}\`, as ${software.name} ${software.version} wrote them out, and what is
needed to prove that none was altered, left out, put in or moved.

Two things must come to you by another way than this file, as anyone who can alter the log can alter this file too:

- **the log's public key**, one line that begins with \`${origin}+\`; \`keys.json\` lists it only for comparison;
- if you have one, **an older checkpoint** of the log: from an e-mail, a print, a partner organisation that witnesses
  the log, or an earlier bundle. It proves that what was recorded before it is unchanged, even if the key was stolen.

## With Homeward

    homeward verify bundle.zip --key '<public key>'
    homeward verify bundle.zip --key '<public key>' --checkpoint older-checkpoint.txt

No server is needed. It also folds the records and compares the balances with those that \`manifest.json\` states.

## With Python alone

\`verify.py\` is one file without dependencies, and short enough to be read first. Take it from the source code of
Homeward, not from anyone who gave you this bundle.

    python3 verify.py --key '<public key>' bundle.zip
    python3 verify.py --key '<public key>' --checkpoint older-checkpoint.txt bundle.zip

## With your own tools

The formats are public, so that anybody can write a verifier:

- \`checkpoint\` is a signed note (c2sp.org/signed-note, c2sp.org/tlog-checkpoint): name of the log, number of records,
  root of the tree. This is the one in here:

${asIs(checkpoint)}
- \`tile/entries/<N>\` are the records, 256 in a file, each after its length in two bytes (c2sp.org/tlog-tiles).
- \`tile/<L>/<N>\` are the hashes of the tree (c2sp.org/tlog-tiles). A record's hash is SHA-256 of a zero byte and its
  bytes (RFC 9162, section 2.1.1).
- Each record is JSON in its canonical form (RFC 8785). In a stream the revisions count from 0 without a gap; no id
  occurs twice.
- \`manifest.json\` states what the records add up to.
`;
}

/** A checkpoint as it is, as Markdown shows it within a list. */
export function asIs(checkpoint: string): string {
  return checkpoint.replaceAll(/^(?=.)/gm, '      ');
}
