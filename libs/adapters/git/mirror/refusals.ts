import type { GitTrouble } from '../output/explain-failure.ts';

type Refusal = Extract<GitTrouble, { kind: 'too-large' | 'refused' }>;

/** A commit never changes, but limits and neighbours in a fetch do. Unit: milliseconds. */
const rememberedMs = 15 * 60_000;
const mostRemembered = 1_000;

/** Commits that were fetched in vain because of what they hold: so large a fetch is not repeated with every look at the repository. */
export class Refusals {
  readonly #known = new Map<string, { readonly refusal: Refusal; readonly untilMs: number }>();

  find(commit: string): Refusal | undefined {
    const known = this.#known.get(commit);
    return known !== undefined && known.untilMs > performance.now() ? known.refusal : undefined;
  }

  note(commit: string, trouble: GitTrouble): void {
    if (trouble.kind !== 'too-large' && trouble.kind !== 'refused') return;
    if (this.find(commit) !== undefined) return;
    if (this.#known.size >= mostRemembered) this.#known.clear();
    this.#known.set(commit, { refusal: trouble, untilMs: performance.now() + rememberedMs });
  }
}
