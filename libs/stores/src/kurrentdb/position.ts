import type { Position as LogPosition } from '@kurrent/kurrentdb-client';
import type { Position } from '#eventsourcing';

/** 64 bits are 16 hexadecimal digits: padded, so that the strings sort as the positions do. */
const DIGITS = 16;

/** Commit and prepare position as one opaque string. */
export function toPosition({ commit, prepare }: LogPosition): Position {
  return `${hex(commit)}-${hex(prepare)}`;
}

/** @throws RangeError for a string that is no position of this store */
export function fromPosition(position: Position): LogPosition {
  const match = /^([0-9a-f]{16})-([0-9a-f]{16})$/.exec(position);
  if (match === null) throw new RangeError(`"${position}" is no position of a KurrentDB log`);
  return { commit: BigInt(`0x${match[1]}`), prepare: BigInt(`0x${match[2]}`) };
}

function hex(value: bigint): string {
  return value.toString(16).padStart(DIGITS, '0');
}
