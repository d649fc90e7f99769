/** Somebody who follows revisions: a Tenant's config sources, an ApplicationSet's generators, an Application's source. */
export interface Consumer {
  readonly kind: 'Tenant' | 'ApplicationSet' | 'Application';
  /** Key of the consumer in the loop that serves its kind. */
  readonly key: string;
}

interface Interest {
  readonly consumer: Consumer;
  readonly revisions: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Who follows which revision of which Repository, both ways: a Repository is read for the revisions in use and for no others,
 * and a new commit wakes those that follow it and nobody else. Kept in memory: every consumer states its interest each time it is
 * looked at, so a restart rebuilds it.
 */
export class RevisionInterest {
  private readonly byConsumer = new Map<string, Interest>();
  private readonly consumersByRepository = new Map<string, Map<string, Consumer>>();

  /** Replaces what the consumer follows. Answers the repositories with a revision nobody followed before. */
  state(consumer: Consumer, revisions: ReadonlyMap<string, ReadonlySet<string>>): string[] {
    const fresh = [...revisions].filter(([repository, wanted]) => !isSubset(wanted, this.revisionsOf(repository)));
    this.withdraw(consumer);
    const id = idOf(consumer);
    this.byConsumer.set(id, { consumer, revisions });
    for (const repository of revisions.keys()) this.consumers(repository).set(id, consumer);
    return fresh.map(([repository]) => repository);
  }

  withdraw(consumer: Consumer): void {
    const id = idOf(consumer);
    for (const repository of this.byConsumer.get(id)?.revisions.keys() ?? []) this.consumers(repository).delete(id);
    this.byConsumer.delete(id);
  }

  revisionsOf(repository: string): ReadonlySet<string> {
    const all = new Set<string>();
    for (const id of this.consumers(repository).keys()) {
      for (const revision of this.byConsumer.get(id)?.revisions.get(repository) ?? []) all.add(revision);
    }
    return all;
  }

  consumersOf(repository: string): readonly Consumer[] {
    return [...this.consumers(repository).values()];
  }

  private consumers(repository: string): Map<string, Consumer> {
    const known = this.consumersByRepository.get(repository);
    if (known !== undefined) return known;
    const created = new Map<string, Consumer>();
    this.consumersByRepository.set(repository, created);
    return created;
  }
}

function idOf({ kind, key }: Consumer): string {
  return `${kind}:${key}`;
}

function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((item) => whole.has(item));
}
