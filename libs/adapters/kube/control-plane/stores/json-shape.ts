/** A JSON text without what differs between resources of one kind. */
export interface ShapedJson {
  /** The text with a hole for each string and number that is a value. Equal for resources that have the same fields. */
  readonly shape: string;
  /** What goes into the holes, in order: strings as JSON escapes them, without their quotes, and numbers. */
  readonly values: readonly string[];
}

/** JSON escapes control characters, so it is nowhere else. */
const HOLE = '\0';
/** A string, with the colon after it where it is a key, or a number. */
const TOKEN = /"((?:[^"\\]|\\.)*)"(:?)|-?\d[\d.eE+-]*/g;

/** Splits what `JSON.stringify` gave, without indentation. */
export function splitJson(text: string): ShapedJson {
  const frames: string[] = [];
  const values: string[] = [];
  let from = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [token, inner, colon] = match;
    if (colon === ':') continue;
    const quote = inner === undefined ? 0 : 1;
    frames.push(text.slice(from, match.index + quote));
    values.push(inner ?? token);
    from = match.index + token.length - quote;
  }
  frames.push(text.slice(from));
  return { shape: frames.join(HOLE), values };
}

/** The text that was split. */
export function joinJson({ shape, values }: ShapedJson): string {
  const [first = '', ...frames] = shape.split(HOLE);
  return frames.reduce((text, frame, index) => `${text}${values[index] ?? ''}${frame}`, first);
}
