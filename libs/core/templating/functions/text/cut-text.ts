import { FunctionError } from '../../template-failure.ts';

/*
 * Cutting texts. All positions are byte positions; the texts have one character a byte (see `mapBytes`).
 */

/** The first `count` bytes, or the last ones for a negative count. */
export function truncate(bytes: string, count: number): string {
  if (count >= 0) return bytes.slice(0, count);
  return bytes.length + count > 0 ? bytes.slice(bytes.length + count) : bytes;
}

/** sprig's substr: a negative start means 0, a negative or too large end the whole rest. */
export function substring(bytes: string, start: number, end: number): string {
  if (start < 0) return sliceChecked(bytes, 0, end);
  return sliceChecked(bytes, start, end < 0 || end > bytes.length ? bytes.length : end);
}

function sliceChecked(bytes: string, start: number, end: number): string {
  if (end < 0 || end > bytes.length)
    throw new FunctionError(`slice bounds out of range [:${end}] with length ${bytes.length}`);
  if (start > end) throw new FunctionError(`slice bounds out of range [${start}:${end}]`);
  return bytes.slice(start, end);
}

/** Shortens to `width` bytes with `...` at the end. */
export function abbreviate(bytes: string, width: number): string {
  return width < 4 ? bytes : abbreviateFrom(bytes, 0, width);
}

/** Shortens on both sides, so that what starts at `left` shows. */
export function abbreviateBoth(bytes: string, left: number, right: number): string {
  return right < 4 || (left > 0 && right < 7) ? bytes : abbreviateFrom(bytes, left, right);
}

function abbreviateFrom(bytes: string, left: number, width: number): string {
  if (bytes.length <= width) return bytes;
  const room = width - 3;
  const offset = Math.min(left, bytes.length - room);
  if (offset <= 4) return `${bytes.slice(0, room)}...`;
  if (offset + room < bytes.length) return `...${abbreviate(bytes.slice(offset), room)}`;
  return `...${bytes.slice(bytes.length - room)}`;
}
