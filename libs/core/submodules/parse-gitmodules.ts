/** What `.gitmodules` says of one submodule. */
export interface SubmoduleDefinition {
  readonly path: string;
  /** As written: absolute, or relative to the address of the repository. */
  readonly url: string;
}

/**
 * Reads `.gitmodules`: git's configuration format, of which only sections `[submodule "NAME"]` with `path` and `url` count; of a key that
 * is given twice, the last one. Sections that lack one of the two are left out, as git does.
 */
export function parseGitmodules(text: string): SubmoduleDefinition[] {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[\s*([^\s\]"]+)\s*(?:"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (header !== null) current = header[1]?.toLowerCase() === 'submodule' ? sectionOf(header[2] ?? '') : undefined;
    const [, key, value] = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*=(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) current?.set(key.toLowerCase(), readValue(value));
  }
  return [...sections.values()].flatMap((fields) => {
    const [path, url] = [fields.get('path'), fields.get('url')];
    return path && url ? [{ path, url }] : [];
  });

  function sectionOf(name: string): Map<string, string> {
    const known = sections.get(name) ?? new Map<string, string>();
    sections.set(name, known);
    return known;
  }
}

/** Quotes keep spaces and comment marks, a backslash keeps what follows it, and a comment ends the value. */
function readValue(written: string): string {
  let value = '';
  let isQuoted = false;
  for (let index = 0; index < written.length; index += 1) {
    const character = written[index] ?? '';
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\\') value += written[++index] ?? '';
    else if (!isQuoted && /[#;]/.test(character)) break;
    else value += character;
  }
  return value.trim();
}
