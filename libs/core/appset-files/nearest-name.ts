/** The name that differs least, if it differs by at most two letters (one in short names): what the author likely meant. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const limit = name.length < 5 ? 1 : 2;
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return ranked[0]?.candidate;
}

/** What is wrong with a field that is none of the known ones, and which one was meant. */
export function unknownField(name: string, known: readonly string[]): string {
  return known.length === 0 ? 'unknown field' : `unknown field; ${nameAdvice(name, known)}`;
}

/** `did you mean "list"?`, or all the names there are. */
export function nameAdvice(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  return meant === undefined ? `this version reads ${known.join(', ')}` : `did you mean "${meant}"?`;
}

/** Letters to insert, drop or change (Levenshtein). */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(from).entries()) {
    const current = [row + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      const remove = (previous[column] ?? 0) + 1;
      const insert = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(change, remove, insert));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
