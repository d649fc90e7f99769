import type { Urgency } from '#flows/ports/sync-queue.port.ts';

/** Most urgent first. */
const urgencies: readonly Urgency[] = ['person', 'drift', 'change', 'sweep'];

/** Larger than any time in milliseconds until the year 2286, small enough that scores stay exact in a double. */
export const scoreStep = 1e13;

/** 0 is the most urgent. The score of a pending Application is `rank * scoreStep + milliseconds since 1970 of its request`. */
export function urgencyRank(urgency: Urgency): number {
  return urgencies.indexOf(urgency);
}

export function urgencyOfScore(score: number): Urgency {
  return urgencies[Math.floor(score / scoreStep)] ?? 'sweep';
}
