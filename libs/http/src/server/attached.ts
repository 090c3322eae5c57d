/**
 * What is kept on an object without being a part of it: no JSON, copy or comparison shows it.
 * A WeakMap would do the same, but V8 takes what an old one holds for alive whenever it collects young objects only: each
 * request would outlive its answer, and be copied on the way.
 */
export class Attached<T extends object> {
  private readonly key = Symbol('attached');

  attach(object: object, value: T): void {
    Object.defineProperty(object, this.key, { value });
  }

  of(object: object): T | undefined {
    return (object as Readonly<Record<symbol, T | undefined>>)[this.key];
  }
}
