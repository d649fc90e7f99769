import type { Consumer, RevisionInterest } from '#flows/repositories/revision-interest.ts';

/** Who follows which revisions, with a word to the loop that has to read a repository for a revision nobody had asked for before. */
export class Followers {
  private readonly interest: RevisionInterest;
  private readonly refresh: (repository: string) => void;

  constructor(interest: RevisionInterest, refresh: (repository: string) => void) {
    this.interest = interest;
    this.refresh = refresh;
  }

  state(consumer: Consumer, followed: ReadonlyMap<string, ReadonlySet<string>>): void {
    for (const repository of this.interest.state(consumer, followed)) this.refresh(repository);
  }

  withdraw(consumer: Consumer): void {
    this.interest.withdraw(consumer);
  }
}
