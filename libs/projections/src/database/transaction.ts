/** What projections may do to rows: portable, and in bulk. */
export interface Transaction {
  readonly open: true;
}
