/** Who asks for what to be done to whom. Everything comes from the server, except `ifMatch` and the key behind `commandId`. */
export interface Submission {
  /** Id of the thing acted on: with the model's category it names the target stream. */
  readonly target: string;
  readonly commandId: string;
  readonly actor: string;
  readonly organisation: string | null;
  readonly correlation: string;
  readonly causation: string | null;
  /** RFC 3339 instant. */
  readonly now: string;
  /** When the client says that it was written: an instant in UTC of a clock that nobody checked. */
  readonly writtenAt?: string;
  /** The target's revision that the client decided on. */
  readonly ifMatch?: number;
}
