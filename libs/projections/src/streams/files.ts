/** A file of entries, as the API names it. */
export interface FileName {
  /** `cohort`, `exchange`, `claim`, `total`, `assessment`, ... */
  readonly kind: string;
  readonly id: string;
}

/** The file that a stream is: a stream's name is its kind, a hyphen and the file's id. */
export function fileOfStream(stream: string): FileName {
  const hyphen = stream.indexOf('-');
  return { kind: stream.slice(0, hyphen), id: stream.slice(hyphen + 1) };
}
