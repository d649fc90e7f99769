/** What a renderer printed may be long; the first lines say what is wrong. */
const mostLines = 3;
const mostCharacters = 600;

/**
 * A renderer's complaint as one stable line: paths relative to the repository instead of the sandbox (`/tree/0/apps/web`, where 0 is
 * the position of the source), without Helm's hints for its own command line.
 */
export function explainToolError(tool: string, errorText: string): string {
  const lines = errorText
    .split('\n')
    .map((line) => line.replaceAll(/(?<![\w.-])(?:\/|(?:\.\.\/)+)tree\/(?:\d+\/)?/g, '').trim())
    .filter((line) => line !== '' && !/^(?:Use --debug flag|# Warning:|level=WARN|coalesce\.go)/.test(line));
  const text = lines
    .slice(0, mostLines)
    .join(' ')
    .replace(/^(?:Error:\s*)+/i, '');
  const shown = text.length > mostCharacters ? `${text.slice(0, mostCharacters)} …` : text;
  return `${tool} cannot render it: ${shown || 'it gave no reason'}`;
}
