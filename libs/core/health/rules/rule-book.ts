/** Finds what belongs to a kind: an exact `group/Kind` goes before patterns, of which the first given wins. */
export class RuleBook<T> {
  readonly #exact = new Map<string, T>();
  readonly #patterns: { readonly group: string; readonly kind: string; readonly entry: T }[] = [];

  /** `kind` is `group/Kind`; `*.suffix` or `*` stands for a group, `*` for every kind. What is there already stays. */
  add(kind: string, entry: T): void {
    if (kind.includes('*')) this.#patterns.push({ ...parseKind(kind), entry });
    else if (!this.#exact.has(kind)) this.#exact.set(kind, entry);
  }

  find({ group, kind }: { readonly group: string; readonly kind: string }): T | undefined {
    return this.#exact.get(`${group}/${kind}`) ?? this.#patterns.find((pattern) => isLike(pattern, group, kind))?.entry;
  }
}

function parseKind(text: string): { group: string; kind: string } {
  const slash = text.lastIndexOf('/');
  return { group: text.slice(0, slash), kind: text.slice(slash + 1) };
}

function isLike(pattern: { group: string; kind: string }, group: string, kind: string): boolean {
  const isGroup =
    pattern.group === '*' ||
    pattern.group === group ||
    (pattern.group.startsWith('*.') && group.endsWith(pattern.group.slice(1)));
  return isGroup && (pattern.kind === '*' || pattern.kind === kind);
}
