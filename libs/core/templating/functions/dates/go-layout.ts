/**
 * The pieces of a Go time layout, as written: the reference time is Mon Jan 2 15:04:05 MST 2006. `__2` is the day of the
 * year; a fraction is a point or comma followed by only zeros or only nines.
 */
const piecePattern =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|__2|_2(?!006)|002|0[1-6]|15|PM|pm|-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07|[.,](?:0+|9+)(?!\d)|[1-5]/g;

export interface LayoutPiece {
  readonly text: string;
  /** Does it stand for a part of a time, or for itself? */
  readonly isField: boolean;
}

/** Splits a layout into fields and the literal text between them. */
export function splitLayout(layout: string): LayoutPiece[] {
  const pieces: LayoutPiece[] = [];
  let at = 0;
  for (const match of layout.matchAll(piecePattern)) {
    if (match.index > at) pieces.push({ text: layout.slice(at, match.index), isField: false });
    pieces.push({ text: match[0], isField: true });
    at = match.index + match[0].length;
  }
  if (at < layout.length) pieces.push({ text: layout.slice(at), isField: false });
  return pieces;
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
