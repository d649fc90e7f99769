import type { Application } from '../resources/application.ts';
import type { Blocker } from '../status/blocker.ts';
import { commitsOf } from './operation-record.ts';

/** The commits an Application is held at, one for each source; or why it cannot be held there. */
export type HoldVerdict =
  | { readonly kind: 'free' }
  | { readonly kind: 'held'; readonly commits: readonly string[] }
  | { readonly kind: 'impossible'; readonly blocker: Blocker };

/**
 * Judges the hold of an Application with so many sources. Only commits that were synced before count: they had passed the signature rules
 * of their Repository, and anybody who may change an Application could name any other commit otherwise.
 */
export function readHold({ hold, status }: Application, sources: number): HoldVerdict {
  if (hold === undefined) return { kind: 'free' };
  if (hold.commits.length !== sources) return impossible(describeCount(hold.commits.length, sources));
  const known = new Set([status.sync?.commit, ...(status.history ?? []).flatMap(commitsOf)]);
  const unknown = hold.commits.find((commit) => !known.has(commit));
  return unknown === undefined
    ? { kind: 'held', commits: hold.commits }
    : impossible(`commit ${unknown.slice(0, 8)} is none of its last operations`);
}

/** For the summary of a held Application. */
export function describeHold({ hold }: Application): string | undefined {
  if (hold === undefined) return undefined;
  const by = hold.username === undefined ? '' : ` by ${hold.username}`;
  return `Held at ${short(hold.commits)}${by}: newer commits are not synced until it is released with \`nabe app release\`.`;
}

function impossible(why: string): HoldVerdict {
  return { kind: 'impossible', blocker: cannotHold(why) };
}

/** `why`: goes on "cannot be held as asked:". */
export function cannotHold(why: string): Blocker {
  const message = `The Application cannot be held as asked: ${why}. Roll back to one of its history, or release it with \`nabe app release\`.`;
  return { reason: 'HoldImpossible', message, retry: 'on-change' };
}

function describeCount(commits: number, sources: number): string {
  return `it has ${sources} ${sources === 1 ? 'source' : 'sources'} and the hold names ${commits} ${commits === 1 ? 'commit' : 'commits'}`;
}

function short(commits: readonly string[]): string {
  return commits.map((commit) => commit.slice(0, 8)).join(', ');
}
