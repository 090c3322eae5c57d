import { FORMATS, MEDIA_TYPES, type Format } from '#formats';

/**
 * The format that an `Accept` header asks for (RFC 9110 section 12.5.1): of those it likes best the first, JSON before CSV
 * before XLSX; undefined where none is acceptable.
 */
export function acceptedFormat(accept: string | undefined): Format | undefined {
  if (accept === undefined || accept.trim() === '') return 'json';
  const ranges = accept.slice(0, 1_000).split(',').map(rangeIn);
  const liked = FORMATS.map((format) => ({ format, weight: weightOf(MEDIA_TYPES[format], ranges) }));
  const best = Math.max(...liked.map(({ weight }) => weight));
  return best === 0 ? undefined : liked.find(({ weight }) => weight === best)!.format;
}

interface Range {
  readonly type: string;
  readonly weight: number;
}

function rangeIn(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1');
  return { type, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}

/** The most specific range that fits decides. */
function weightOf(type: string, ranges: readonly Range[]): number {
  const [family] = type.split('/');
  const fitting = [type, `${family}/*`, '*/*'].map((range) => ranges.find((each) => each.type === range));
  return fitting.find((range) => range !== undefined)?.weight ?? 0;
}
