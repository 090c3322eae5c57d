/** A text or file is not of the format it should be of. Says which format, and what is wrong. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
  constructor(
    readonly format: string,
    readonly reason: string,
  ) {
    super(`not a ${format}: ${reason}`);
  }
}
