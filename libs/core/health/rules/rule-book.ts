export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** What belongs to kinds, given exactly or by a pattern. Of equals the first given stays. */
export class RuleBook<T> {
  readonly #exact = new Map<string, T>();
  readonly #patterns: (GroupKind & { readonly entry: T })[] = [];

  /** `kind` is `group/Kind`; `*.suffix` or `*` stands for a group, `*` for every kind. */
  add(kind: string, entry: T): void {
    if (kind.includes('*')) this.#patterns.push({ ...parseKind(kind), entry });
    else if (!this.#exact.has(kind)) this.#exact.set(kind, entry);
  }

  /** What was added for just this kind. */
  exact({ group, kind }: GroupKind): T | undefined {
    return this.#exact.get(`${group}/${kind}`);
  }

  /** What was added for a pattern that this kind is like. */
  like({ group, kind }: GroupKind): T | undefined {
    return this.#patterns.find((pattern) => isLike(pattern, { group, kind }))?.entry;
  }
}

function parseKind(text: string): GroupKind {
  const slash = text.lastIndexOf('/');
  return { group: text.slice(0, slash), kind: text.slice(slash + 1) };
}

function isLike(pattern: GroupKind, { group, kind }: GroupKind): boolean {
  const isGroup =
    pattern.group === '*' ||
    pattern.group === group ||
    (pattern.group.startsWith('*.') && group.endsWith(pattern.group.slice(1)));
  return isGroup && (pattern.kind === '*' || pattern.kind === kind);
}
