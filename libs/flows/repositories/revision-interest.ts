import { sharedText } from '#core/model/text/shared-text.ts';

/** Somebody who follows revisions: a Tenant's config sources, an ApplicationSet's generators, an Application's source. */
export interface Consumer {
  readonly kind: 'Tenant' | 'ApplicationSet' | 'Application';
  /** Key of the consumer in the loop that serves its kind. */
  readonly key: string;
}

/** Keys of consumers, by their kind. */
export type Consumers = Readonly<Record<Consumer['kind'], readonly string[]>>;

/** Revisions by repository. */
type Revisions = ReadonlyMap<string, ReadonlySet<string>>;

interface Following {
  readonly consumers: KeysByKind;
  /** How many consumers follow each revision. */
  readonly revisions: Map<string, number>;
}

/** Consumers without an object of their own, because there are thousands. */
type KeysByKind = Readonly<Record<Consumer['kind'], Set<string>>>;

/**
 * Who follows which revision of which Repository, both ways: a Repository is read for the revisions in use and for no others,
 * and a new commit wakes those that follow it and nobody else. Kept in memory: every consumer states its interest each time it is
 * looked at, so a restart rebuilds it.
 */
export class RevisionInterest {
  private readonly byConsumer: Readonly<Record<Consumer['kind'], Map<string, Revisions>>> = {
    Tenant: new Map(),
    ApplicationSet: new Map(),
    Application: new Map(),
  };
  private readonly byRepository = new Map<string, Following>();
  /** How many changes were noted, and which one was the last of each Repository. */
  private changes = 0;
  private readonly lastChange = new Map<string, number>();
  /** What was stated last: thousands of Applications follow the same, and each would keep a copy. */
  private lastStated: Revisions = new Map();

  /** A Repository changed: its consumers are to be woken. */
  noteChange(repository: string): void {
    this.changes += 1;
    this.lastChange.set(repository, this.changes);
  }

  /** Stands for now, among the changes. */
  get moment(): number {
    return this.changes;
  }

  /**
   * Whether one of the repositories changed after the moment. Somebody who reads a Repository for the first time is not among its
   * consumers until it has stated its interest: a change in between wakes it only if it asks here.
   */
  hasChangedSince(repositories: Iterable<string>, moment: number): boolean {
    for (const repository of repositories) if ((this.lastChange.get(repository) ?? 0) > moment) return true;
    return false;
  }

  /** Replaces what the consumer follows. Answers the repositories with a revision nobody followed before. */
  state(consumer: Consumer, revisions: Revisions): string[] {
    const before = this.byConsumer[consumer.kind].get(consumer.key);
    // As a rule: every look at an Application states it anew.
    if (before !== undefined && isSame(before, revisions)) return [];
    const fresh = [...revisions].filter(([repository, wanted]) =>
      [...wanted].some((revision) => !this.follows(repository, revision)),
    );
    this.withdraw(consumer);
    if (!isSame(this.lastStated, revisions)) this.lastStated = revisions;
    const key = sharedText(consumer.key);
    this.byConsumer[consumer.kind].set(key, this.lastStated);
    for (const [repository, wanted] of revisions) this.add(repository, wanted, { kind: consumer.kind, key });
    return fresh.map(([repository]) => repository);
  }

  withdraw({ kind, key }: Consumer): void {
    for (const [repository, wanted] of this.byConsumer[kind].get(key) ?? []) {
      const following = this.following(repository);
      following.consumers[kind].delete(key);
      for (const revision of wanted) count(following.revisions, revision, -1);
    }
    this.byConsumer[kind].delete(key);
  }

  revisionsOf(repository: string): ReadonlySet<string> {
    return new Set(this.byRepository.get(repository)?.revisions.keys());
  }

  /** Keys of those that follow the repository now. */
  consumersOf(repository: string): Consumers {
    const { Tenant, ApplicationSet, Application } = this.byRepository.get(repository)?.consumers ?? noKeys();
    return { Tenant: [...Tenant], ApplicationSet: [...ApplicationSet], Application: [...Application] };
  }

  private follows(repository: string, revision: string): boolean {
    return this.byRepository.get(repository)?.revisions.has(revision) === true;
  }

  private add(repository: string, wanted: ReadonlySet<string>, { kind, key }: Consumer): void {
    const following = this.following(repository);
    following.consumers[kind].add(key);
    for (const revision of wanted) count(following.revisions, revision, 1);
  }

  private following(repository: string): Following {
    const known = this.byRepository.get(repository) ?? { consumers: noKeys(), revisions: new Map() };
    this.byRepository.set(repository, known);
    return known;
  }
}

function noKeys(): KeysByKind {
  return { Tenant: new Set(), ApplicationSet: new Set(), Application: new Set() };
}

function isSame(before: Revisions, now: Revisions): boolean {
  return before.size === now.size && [...now].every(([repository, wanted]) => hasSame(before.get(repository), wanted));
}

function hasSame(before: ReadonlySet<string> | undefined, now: ReadonlySet<string>): boolean {
  return before?.size === now.size && [...now].every((revision) => before.has(revision));
}

function count(revisions: Map<string, number>, revision: string, change: 1 | -1): void {
  const next = (revisions.get(revision) ?? 0) + change;
  if (next === 0) revisions.delete(revision);
  else revisions.set(revision, next);
}
