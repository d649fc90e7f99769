/** Ends a text with one full stop, whether it came with one or not. Dots within, as in paths, stay. */
export function endSentence(text: string): string {
  return `${withoutStop(text)}.`;
}

/** For a text that is to be joined with others. */
export function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}

/** A message of an adapter as a sentence of its own: it begins with a capital and ends with a full stop. */
export function asSentence(text: string): string {
  return endSentence(text.charAt(0).toUpperCase() + text.slice(1));
}
