/** The words of a comma list as annotations hold them; spaces around a word do not count, empty words neither. */
export function readList(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((word) => word.trim() || []);
}
