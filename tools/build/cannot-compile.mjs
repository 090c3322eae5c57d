/** A source file that cannot be compiled; the message says where and why. */
export class CannotCompile extends Error {}
