/** Names that belong together: two of them where they were joined, or where others join them. */
export class Joined {
  private readonly parents = new Map<string, string>();

  join(names: readonly string[]): void {
    for (const name of names)
      if (this.of(name) !== this.of(names[0]!)) this.parents.set(this.of(name), this.of(names[0]!));
  }

  /** The same for all that belong together: one of them. */
  of(name: string): string {
    let root = name;
    for (let next = this.parents.get(root); next !== undefined; next = this.parents.get(root)) root = next;
    return root;
  }
}
