/** The flags, width and precision of one `%` directive. Unit of width and precision: characters. */
export interface FormatFlags {
  readonly plus?: boolean;
  readonly minus?: boolean;
  readonly sharp?: boolean;
  readonly space?: boolean;
  readonly zero?: boolean;
  /** `%#v`: Go syntax. */
  readonly goSyntax?: boolean;
  readonly width?: number | undefined;
  readonly precision?: number | undefined;
}

/** Pads to the width: left with zeros when asked, otherwise with spaces. */
export function pad(text: string, { width = 0, minus = false, zero = false }: FormatFlags): string {
  const missing = width - Array.from(text).length;
  if (missing <= 0) return text;
  return minus ? text + ' '.repeat(missing) : (zero ? '0' : ' ').repeat(missing) + text;
}

/** Pads with spaces only: zeros asked for are part of the number already. */
export function padSpaces(text: string, flags: FormatFlags): string {
  return pad(text, { ...flags, zero: false });
}
