/** Breaks text at spaces so that lines stay within `width` bytes; longer words are cut only if `cutsWords`. */
export function wrapText(bytes: string, width: number, lineBreak: string, cutsWords: boolean): string {
  const limit = Math.max(width, 1);
  const parts: string[] = [];
  let at = 0;
  while (bytes.length - at > limit) {
    if (bytes.charAt(at) === ' ') {
      at += 1;
      continue;
    }
    const end = lineEnd(bytes, at, limit, cutsWords);
    if (end < 0) break;
    parts.push(bytes.slice(at, end), lineBreak === '' ? '\n' : lineBreak);
    at = end + (bytes.charAt(end) === ' ' && !(cutsWords && end === at + limit && !hasSpace(bytes, at, limit)) ? 1 : 0);
  }
  return parts.join('') + bytes.slice(at);
}

function hasSpace(bytes: string, at: number, limit: number): boolean {
  return bytes.slice(at, at + limit + 1).includes(' ');
}

/** Where the line that begins at `at` ends, or -1 when the rest is one long word. */
function lineEnd(bytes: string, at: number, limit: number, cutsWords: boolean): number {
  const space = bytes.slice(at, at + limit + 1).lastIndexOf(' ');
  if (space >= 0) return at + space;
  return cutsWords ? at + limit : bytes.indexOf(' ', at + limit);
}
