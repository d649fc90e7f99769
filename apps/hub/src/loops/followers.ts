import type { Consumer, RevisionInterest } from '#flows/repositories/revision-interest.ts';

/** Who follows which revisions, with a word to the loop that has to read a repository for a revision nobody had asked for before. */
export class Followers {
  private readonly interest: RevisionInterest;
  private readonly refresh: (repository: string) => void;

  constructor(interest: RevisionInterest, refresh: (repository: string) => void) {
    this.interest = interest;
    this.refresh = refresh;
  }

  /** To be taken before anything is read, and handed to `state` afterwards. */
  get moment(): number {
    return this.interest.moment;
  }

  /** Answers whether what the consumer has read since the moment may be old already: then it has to look again. */
  state(consumer: Consumer, followed: ReadonlyMap<string, ReadonlySet<string>>, readSince: number): boolean {
    for (const repository of this.interest.state(consumer, followed)) this.refresh(repository);
    return this.interest.hasChangedSince(followed.keys(), readSince);
  }

  withdraw(consumer: Consumer): void {
    this.interest.withdraw(consumer);
  }
}
