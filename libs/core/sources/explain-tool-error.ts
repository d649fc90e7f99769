/** What a renderer printed may be long; the first lines say what is wrong. */
const mostLines = 3;
const mostCharacters = 600;

/**
 * A renderer's complaint as one stable line: paths relative to the repository instead of the sandbox (`/tree/0/apps/web`, where 0 is
 * the position of the source), without Helm's hints for its own command line.
 */
export function explainToolError(tool: string, errorText: string): string {
  const lines = withoutTree(errorText)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:Use --debug flag|# Warning:|level=WARN|coalesce\.go)/.test(line));
  const text = lines
    .slice(0, mostLines)
    .join(' ')
    .replace(/^(?:Error:\s*)+/i, '');
  const shown = text.length > mostCharacters ? `${text.slice(0, mostCharacters)} …` : text;
  return `${tool} cannot render it: ${shown || 'it gave no reason'}`;
}

/**
 * The same where some of the files were encrypted: tells the first place in one of the `files` (paths in their repositories), and no
 * word of the complaint, because it could quote a secret.
 */
export function explainConfidentialError(tool: string, errorText: string, files: readonly string[]): string {
  const places = withoutTree(errorText).matchAll(/([\w./-]+\.\w+)((?::\d+)*)/g);
  for (const [, written = '', line = ''] of places) {
    const file = findFile(written, files);
    if (file !== undefined) return `${tool} cannot render it, at ${file}${line}: ${UNTOLD}`;
  }
  return `${tool} cannot render it: ${UNTOLD}`;
}

const UNTOLD = 'why is not told here, because it could quote what was decrypted; render it by hand';

/** Helm puts the chart's name in place of its folder. */
function findFile(written: string, files: readonly string[]): string | undefined {
  const inChart = written.slice(written.indexOf('/') + 1);
  return files.find((file) => [written, inChart].some((end) => file === end || file.endsWith(`/${end}`)));
}

function withoutTree(text: string): string {
  return text.replaceAll(/(?<![\w.-])(?:\/|(?:\.\.\/)+)tree\/(?:\d+\/)?/g, '');
}
