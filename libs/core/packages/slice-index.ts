/** `NAME:`, with nothing behind it but perhaps a comment: a list below it follows. */
const chartLine = /^ +(?:([^\s"'#&*!|>%@`[\]{},:][^\s:]*)|"([^"\\]+)"|'([^']+)'):[ \t]*(?:#.*)?$/;

/**
 * An index with the entries of the wanted charts alone, cut out of the text by its indentation: an index of thousands of charts takes
 * twenty times its size in memory when all of it is parsed. Undefined for a text that is not laid out as Helm writes it, in block style
 * with one chart after the other; that has to be parsed as a whole.
 */
export function sliceIndex(text: string, names: ReadonlySet<string>): string | undefined {
  const start = /^entries:[ \t]*\r?\n/m.exec(text);
  if (start === null) return undefined;
  const from = start.index + start[0].length;
  const indent = /^(?:[ \t]*(?:#.*)?\r?\n)*( +)[^\s#-]/.exec(text.slice(from, from + 10_000))?.[1]?.length;
  if (indent === undefined) return undefined;
  const slices: string[] = [];
  for (const { name, at, end } of chartsIn(text, from, indent)) {
    if (name === undefined) return undefined;
    if (names.has(name)) slices.push(text.slice(at, end));
  }
  return `entries:\n${slices.join('')}`;
}

interface Slice {
  /** Undefined for a line that begins no chart. */
  readonly name: string | undefined;
  readonly at: number;
  readonly end: number;
}

/** Lines as deep as the first chart's begin a chart, unless they are items of its list; the next one less deep ends the entries. */
function* chartsIn(text: string, from: number, indent: number): Generator<Slice> {
  const decisive = new RegExp(`^ {0,${indent}}[^\\s#-].*$`, 'gm');
  decisive.lastIndex = from;
  let open: { readonly name: string | undefined; readonly at: number } | undefined;
  for (let line = decisive.exec(text); line !== null; line = decisive.exec(text)) {
    if (open !== undefined) yield { ...open, end: line.index };
    if (!line[0].startsWith(' ')) return;
    const isInPlace = /^ */.exec(line[0])?.[0].length === indent;
    const [, plain, double, single] = chartLine.exec(line[0].replace(/\r$/, '')) ?? [];
    open = { name: isInPlace ? (plain ?? double ?? single) : undefined, at: line.index };
  }
  if (open !== undefined) yield { ...open, end: text.length };
}
