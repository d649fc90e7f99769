/**
 * Why a sync cannot go on, by what happens next. `soon`: the same attempt again by itself; `slowly`: somebody has to act, and
 * nobody tells us when, so it is looked at again with growing pauses; `on-change`: nothing until one of the inputs changes.
 */
export interface Blocker {
  /** One CamelCase word for conditions and filters. */
  readonly reason: string;
  /** Sentences: what, where, who must act. Stable text. */
  readonly message: string;
  readonly retry: 'soon' | 'slowly' | 'on-change';
  /** When it ends by itself, where that is known: the next attempt is then. Milliseconds since 1970. */
  readonly untilMs?: number | undefined;
  /** Ids of objects that another Application of the tenant owns and that this one wants: their owner may hand them over. */
  readonly contested?: readonly string[] | undefined;
}

/** What happens next, in words for the end of a message. */
export function whatHappensNext({ retry }: Pick<Blocker, 'retry'>): string {
  switch (retry) {
    case 'soon':
      return 'Nabe tries again by itself.';
    case 'slowly':
      return 'Nabe tries again every few minutes.';
    case 'on-change':
      return 'Nabe tries again as soon as this changes.';
  }
}
