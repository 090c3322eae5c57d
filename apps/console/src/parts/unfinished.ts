/** Something must be filled in, or put right, first. `field` is the pointer under which the server would name it. */
export class Unfinished extends Error {
  override readonly name = 'Unfinished';
  constructor(readonly field: string) {
    super(field);
  }
}
