/**
 * Reads what `git ls-remote` prints: `<id> TAB <ref>` a line. An annotated tag comes twice, the second time as `<ref>^{}`
 * with the commit it means, which replaces the id of the tag object.
 */
export function parseRefs(output: string): Map<string, string> {
  const refs = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [id, ref] = line.split('\t');
    if (id === undefined || ref === undefined) continue;
    refs.set(ref.endsWith('^{}') ? ref.slice(0, -3) : ref, id);
  }
  return refs;
}

/** Ids of the annotated tags themselves, by ref, from the same output. */
export function parseTagObjects(output: string): Map<string, string> {
  const lines = output.split('\n').map((line) => line.split('\t'));
  const ids = new Map(lines.map(([id = '', ref = '']) => [ref, id]));
  const annotated = [...ids.keys()].filter((ref) => ref.endsWith('^{}')).map((ref) => ref.slice(0, -3));
  return new Map(annotated.map((ref) => [ref, ids.get(ref) ?? '']));
}
