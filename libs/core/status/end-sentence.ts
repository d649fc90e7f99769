/** Ends a text with one full stop, whether it came with one or not. Dots within, as in paths, stay. */
export function endSentence(text: string): string {
  return `${withoutStop(text)}.`;
}

/** For a text that is to be joined with others. */
export function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}
