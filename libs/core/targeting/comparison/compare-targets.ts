import { isDeepEqual } from '#core/model/deep-equal.ts';
import type { Application } from '#core/resources/application.ts';
import type { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { APPLICATION_SET_LABEL } from '#core/resources/metadata.ts';
import { applicationBody } from './application-body.ts';
import type { ComparisonMemory } from './comparison-memory.ts';
import { keepLiveState } from './keep-live-state.ts';
import { type KeepOptions, keptPlaces } from './kept-places.ts';
import { RESOURCES_FINALIZER, type WantedApplication } from '../judge-application.ts';

export interface TargetsToCompare {
  readonly tenant: string;
  readonly set: string;
  readonly wanted: readonly WantedApplication[];
  /** Names that could not be judged: whatever exists under them stays as it is. */
  readonly refused: readonly string[];
  /** Every Application of the tenant's namespace: a complete list (law 3). */
  readonly existing: readonly Application[];
  readonly policy?: ApplicationSetSpec['syncPolicy']['applicationsSync'] | undefined;
  /** What existing Applications keep; nothing but Argo CD's request annotations when absent. */
  readonly keep?: KeepOptions | undefined;
  /** Of the last time. */
  readonly memory?: ComparisonMemory | undefined;
}

/** How much a comparison takes away: what a budget for deletions has to judge. Unit: Applications. */
interface DeletionCount {
  /** Those in `delete`. */
  readonly planned: number;
  /** No longer wanted, but kept because `applicationsSync` does not allow deleting. */
  readonly keptByPolicy: number;
  /** Those the set has now, without those already being deleted. */
  readonly of: number;
}

export interface TargetChanges {
  readonly create: readonly WantedApplication[];
  readonly update: readonly { readonly existing: Application; readonly wanted: WantedApplication }[];
  readonly delete: readonly Application[];
  readonly deletions: DeletionCount;
  /** Names. */
  readonly unchanged: readonly string[];
  /** Names that are still being deleted: created anew once they are gone. */
  readonly terminating: readonly string[];
  /** Sentences: a wanted name that somebody else holds. That Application is left alone. */
  readonly collisions: readonly string[];
}

/**
 * What to do so that the set's Applications are the wanted ones. Looks only at what the hub owns: spec, the template's labels
 * and annotations, our finalizer. An Application belongs to the set by its label alone; one of another set, or of nobody, is
 * never taken over. `policy` is the set's `applicationsSync` (default `sync`). An update states the wanted Application with what the
 * set's options keep of the existing one already in it.
 */
export function compareTargets(input: TargetsToCompare): TargetChanges {
  const steps = compareInSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Applications between two steps: a few milliseconds. */
const STEP = 250;

/** As {@link compareTargets}, for thousands of Applications: between two steps others can have their turn. */
export function* compareInSteps(input: TargetsToCompare): Generator<undefined, TargetChanges, undefined> {
  const byName = new Map(input.existing.map((application) => [application.metadata.name, application]));
  const kept = keptPlaces(input.keep ?? {});
  const judged: Judged = { create: [], update: [], unchanged: [], terminating: [], collision: [] };
  for (const [index, target] of input.wanted.entries()) {
    if (index % STEP === STEP - 1) yield;
    const existing = byName.get(target.name);
    if (existing !== undefined && input.memory?.isKnownAsEqual(target, existing) === true) {
      judged.unchanged.push(target);
      continue;
    }
    const wanted = existing === undefined ? target : keepLiveState(target, existing, kept);
    const verdict = judge(wanted, existing, input);
    if (existing !== undefined && verdict === 'unchanged') input.memory?.note(target, existing);
    judged[verdict].push(wanted);
  }
  yield;
  return summarize(input, judged, byName);
}

type Verdict = 'create' | 'update' | 'unchanged' | 'terminating' | 'collision';
type Judged = Record<Verdict, WantedApplication[]>;

function summarize(input: TargetsToCompare, judged: Judged, byName: ReadonlyMap<string, Application>): TargetChanges {
  const { policy = 'sync', set } = input;
  const mayUpdate = policy === 'sync' || policy === 'create-update';
  const mayDelete = policy === 'sync' || policy === 'create-delete';
  const unwanted = findUnwanted(input);
  const namesOf = (verdict: Verdict) => judged[verdict].map(({ name }) => name);
  return {
    create: judged.create,
    update: mayUpdate ? pairs(judged.update, byName) : [],
    delete: mayDelete ? unwanted : [],
    deletions: countDeletions(input, unwanted.length, mayDelete),
    unchanged: [...namesOf('unchanged'), ...(mayUpdate ? [] : namesOf('update'))].toSorted(),
    terminating: namesOf('terminating'),
    collisions: namesOf('collision').map((name) => describeCollision(name, set, byName.get(name))),
  };
}

function judge(
  wanted: WantedApplication,
  existing: Application | undefined,
  { set, tenant }: TargetsToCompare,
): Verdict {
  if (!existing) return 'create';
  if (existing.metadata.labels[APPLICATION_SET_LABEL] !== set) return 'collision';
  if (existing.metadata.deletionTimestamp !== undefined) return 'terminating';
  const hasFinalizer = existing.metadata.finalizers.includes(RESOURCES_FINALIZER);
  if (hasFinalizer !== wanted.finalizers.includes(RESOURCES_FINALIZER)) return 'update';
  const { metadata, spec } = applicationBody(wanted, { tenant, set });
  const isSame =
    hasAll(existing.metadata.labels, metadata.labels) &&
    hasAll(existing.metadata.annotations, metadata.annotations) &&
    isDeepEqual(existing.spec, spec);
  return isSame ? 'unchanged' : 'update';
}

/** Others may add labels and annotations of their own. */
function hasAll(existing: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => existing[key] === value);
}

function pairs(wanted: readonly WantedApplication[], byName: ReadonlyMap<string, Application>) {
  return wanted.flatMap((target) => {
    const existing = byName.get(target.name);
    return existing ? [{ existing, wanted: target }] : [];
  });
}

function findUnwanted({ set, wanted, refused, existing }: TargetsToCompare): Application[] {
  const kept = new Set([...wanted.map(({ name }) => name), ...refused]);
  return existing.filter(
    ({ metadata }) =>
      metadata.labels[APPLICATION_SET_LABEL] === set &&
      !kept.has(metadata.name) &&
      metadata.deletionTimestamp === undefined,
  );
}

function countDeletions({ set, existing }: TargetsToCompare, unwanted: number, mayDelete: boolean): DeletionCount {
  const own = existing.filter(
    ({ metadata }) => metadata.labels[APPLICATION_SET_LABEL] === set && metadata.deletionTimestamp === undefined,
  );
  return { planned: mayDelete ? unwanted : 0, keptByPolicy: mayDelete ? 0 : unwanted, of: own.length };
}

function describeCollision(name: string, set: string, existing: Application | undefined): string {
  const owner = existing?.metadata.labels[APPLICATION_SET_LABEL];
  const holder = owner === undefined ? 'no ApplicationSet' : `ApplicationSet ${owner}`;
  return `ApplicationSet ${set} wants an Application ${name}, but the one of that name belongs to ${holder}; rename one of them or delete the other`;
}
