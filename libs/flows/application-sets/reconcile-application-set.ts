import { describeQuestion } from '#core/generators/facts/question.ts';
import { pollIntervalMs } from '#core/generators/poll-interval.ts';
import { isDeepEqual } from '#core/model/deep-equal.ts';
import type { Result } from '#core/model/result.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import type { ApplicationSet } from '#core/resources/application-set.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { occurrencesOfSet } from '#core/occurrences/occurrences-of-set.ts';
import { describeLimits, type KeptAnswer } from '#core/status/describe-limits.ts';
import { heldSince, isOwnCondition, statusOfSet, type SetVerdict } from '#core/status/describe-set.ts';
import type { ComparisonMemory } from '#core/targeting/comparison/comparison-memory.ts';
import { compareInSteps, type TargetChanges } from '#core/targeting/comparison/compare-targets.ts';
import { holdDeletions } from '#core/targeting/comparison/hold-deletions.ts';
import { isDeletionApproved } from '#core/sync-options/read-approval.ts';
import type { ExpansionFailure } from '#core/targeting/expand.ts';
import type { Expansion } from '#core/targeting/expansion/expand-set.ts';
import type { JudgedTargets } from '#core/targeting/judge-targets.ts';
import { formatTime } from '#core/model/text/format-time.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { EventRecorder } from '../ports/event-recorder.port.ts';
import type { GitSource } from '../ports/sources/git-source.port.ts';
import type { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import type { SetExpander } from '../ports/generators/set-expander.port.ts';
import { inTurns } from '../loops/in-turns.ts';
import { unreadableOf } from '../ports/unreadable-of.ts';
import type { ObjectRef } from './object-interest.ts';
import { writeApplications } from './write-applications.ts';
import { SetFacts, type OutsideWorld } from './gather-facts.ts';

export interface SetPorts extends OutsideWorld {
  readonly controlPlane: ControlPlane;
  readonly git: GitSource;
  readonly credentials: RepositoryCredentials;
  readonly expander: SetExpander;
  /** Kept from one look at a set to the next. */
  readonly compared: ComparisonMemory;
  readonly clock: Clock;
  readonly events: EventRecorder;
}

export interface SetOutcome {
  /** Revisions the set's generators read, by Repository key: a new commit there expands the set again. */
  readonly followed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Objects they read: likewise. */
  readonly objectsRead: readonly ObjectRef[];
  /** Look again after this time: something is on its way that nobody announces. */
  readonly againInMs?: number | undefined;
}

const nothingRead: SetOutcome = { followed: new Map(), objectsRead: [] };

/** Rounds of fetching facts for one expansion: each level of a matrix may ask for revisions that the level above named. */
const MOST_ROUNDS = 10;
const LOOK_AGAIN_MS = 1000;
const INCOMPLETE_AGAIN_MS = 5000;
const OUTSIDE_AGAIN_MS = 30_000;
/** An expansion that took too much may have met a busy machine. */
const EXHAUSTED_AGAIN_MS = 300_000;
const LIMIT_SPREAD_MS = 30_000;

/**
 * Expands one ApplicationSet and makes its Applications what it wants: facts, parameter sets, template, verdict, comparison,
 * writes. Anything that cannot be told for sure leaves all its Applications as they are (law 3).
 */
export async function reconcileApplicationSet(
  set: ApplicationSet,
  ports: SetPorts,
  signal: AbortSignal,
): Promise<SetOutcome> {
  const { controlPlane } = ports;
  const name = tenantOfNamespace(set.metadata.namespace);
  const tenant = name === undefined ? undefined : controlPlane.view('Tenant').get({ namespace: '', name });
  const views = [controlPlane.view('Application'), controlPlane.view('Tenant')];
  if (views.some(({ complete }) => !complete)) return { ...nothingRead, againInMs: LOOK_AGAIN_MS };
  if (tenant === undefined) {
    const mistake = `Namespace ${set.metadata.namespace} belongs to no Tenant: the platform team has to register one`;
    await report(set, { reason: 'TenantMissing', mistakes: [mistake] }, ports);
    return nothingRead;
  }
  const facts = new SetFacts(tenant, set.metadata.name, ports);
  const verdict = await expandAndWrite(set, tenant, facts, ports, signal);
  // A stopping hub has read only a part: that is no news of the set.
  if (!signal.aborted) await report(set, { ...verdict, limits: describeLimits(facts.kept) }, ports);
  const againInMs = nextLookMs(set, verdict);
  const { followed, objectsRead, kept } = facts;
  return { followed, objectsRead, againInMs: withoutLimitsMs(againInMs, kept, ports.clock) };
}

/** Old answers are asked for anew when the limits are over; sets that wait for the same one then come one after the other. */
function withoutLimitsMs(againInMs: number | undefined, kept: readonly KeptAnswer[], clock: Clock): number | undefined {
  if (againInMs === undefined || kept.length === 0) return againInMs;
  const untilMs = Math.max(...kept.map((answer) => answer.untilMs));
  return Math.min(againInMs, Math.max(LOOK_AGAIN_MS, untilMs - clock.now()) + clock.random() * LIMIT_SPREAD_MS);
}

/** Clusters and git tell of their changes; anything else is asked again, and not so soon that a service in trouble is overrun. */
function nextLookMs({ spec }: ApplicationSet, { reason }: SetVerdict): number | undefined {
  const pollMs = pollIntervalMs(spec);
  if (reason === 'ExpansionExhausted') return EXHAUSTED_AGAIN_MS;
  if (reason !== 'FactsIncomplete') return pollMs;
  return pollMs === undefined ? INCOMPLETE_AGAIN_MS : Math.min(pollMs, OUTSIDE_AGAIN_MS);
}

async function expandAndWrite(
  set: ApplicationSet,
  tenant: Tenant,
  facts: SetFacts,
  ports: SetPorts,
  signal: AbortSignal,
): Promise<SetVerdict> {
  const { name } = tenant.metadata;
  const outcome = await expand(set, name, facts, ports, signal);
  if (!outcome.ok) return { reason: 'ExpansionExhausted', mistakes: [outcome.failure] };
  const expansion = outcome.value;
  if (expansion.kind !== 'judged') return verdictWithoutTargets(expansion);
  const targets = refuseUnreadable(expansion.targets, set.metadata.namespace, ports);
  const compared = await inTurns(compare(set, name, targets, ports));
  const { changes, held } = holdDeletions(compared, {
    budget: tenant.spec.deletionBudget?.applications,
    isApproved: isDeletionApproved(set.metadata.annotations, heldSince(set)),
  });
  await writeApplications({ tenant: name, set: set.metadata.name, changes }, ports.controlPlane, signal);
  return { ...verdictOfTargets(targets, changes), held };
}

async function expand(
  { metadata: { namespace, name }, spec }: ApplicationSet,
  tenant: string,
  facts: SetFacts,
  { expander }: SetPorts,
  signal: AbortSignal,
): Promise<Result<Expansion, string>> {
  const { clusters, answers } = facts;
  const request = { tenant, namespace, spec, clusters, answers };
  const ask = () => expander.expand(`${namespace}/${name}`, request, signal);
  let outcome = await ask();
  for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round += 1) {
    if (!outcome.ok || outcome.value.kind !== 'open') break;
    await facts.fetch(outcome.value.questions, signal);
    outcome = await ask();
  }
  return outcome;
}

/** An Application that cannot be read may be anybody's: it is neither created anew nor deleted. */
function refuseUnreadable(
  { wanted, refused }: JudgedTargets,
  namespace: string,
  { controlPlane }: SetPorts,
): JudgedTargets {
  const unreadable = new Set(unreadableOf(namespace, controlPlane.view('Application')));
  const doubtful = wanted.filter(({ name }) => unreadable.has(name));
  const refusals = doubtful.map(({ name }) => ({ name, message: describeUnreadable(name) }));
  return { wanted: wanted.filter(({ name }) => !unreadable.has(name)), refused: [...refused, ...refusals] };
}

function describeUnreadable(name: string): string {
  return `Application ${name} exists in a form that this version cannot read; correct or delete it`;
}

function compare(
  set: ApplicationSet,
  tenant: string,
  judged: JudgedTargets,
  { controlPlane, compared }: SetPorts,
): Generator<undefined, TargetChanges, undefined> {
  const { namespace, name } = set.metadata;
  return compareInSteps({
    tenant,
    set: name,
    wanted: judged.wanted,
    refused: judged.refused.map((refused) => refused.name),
    existing: controlPlane
      .view('Application')
      .each()
      .filter(({ metadata }) => metadata.namespace === namespace)
      .toArray(),
    policy: set.spec.syncPolicy.applicationsSync,
    keep: set.spec,
    memory: compared,
  });
}

function verdictOfTargets({ wanted, refused }: JudgedTargets, { collisions }: TargetChanges): SetVerdict {
  const mistakes = [...refused.map(({ message }) => message), ...collisions];
  return { reason: mistakes.length === 0 ? 'Expanded' : 'ApplicationsRefused', mistakes, applications: wanted.length };
}

function verdictWithoutTargets(expansion: Exclude<Expansion, { kind: 'judged' }>): SetVerdict {
  switch (expansion.kind) {
    case 'refused':
      return { reason: 'Refused', mistakes: expansion.mistakes };
    case 'failed':
      return verdictOfFailures(expansion.failures);
    case 'open': {
      const questions = expansion.questions.map(describeQuestion);
      return { reason: 'FactsIncomplete', mistakes: questions.map((what) => `${what} has not been read yet`) };
    }
  }
}

function verdictOfFailures(failures: readonly ExpansionFailure[]): SetVerdict {
  const mistakes = failures.map(({ field, message }) => `spec.${field}: ${message}`);
  const [first] = failures;
  if (failures.some(({ kind }) => kind === 'facts-incomplete')) return { reason: 'FactsIncomplete', mistakes };
  return { reason: first?.kind === 'invalid-template' ? 'InvalidTemplate' : 'InvalidGenerator', mistakes };
}

async function report(
  set: ApplicationSet,
  verdict: SetVerdict,
  { controlPlane, clock, events }: SetPorts,
): Promise<void> {
  const status = statusOfSet(set, verdict, formatTime(clock.now()));
  const { conditions = [], ...before } = set.status;
  if (isDeepEqual(status, { ...before, conditions: conditions.filter(isOwnCondition) })) return;
  const { namespace, name, uid } = set.metadata;
  const written = await controlPlane.applyStatus('ApplicationSet', { namespace, name }, 'nabe-hub', status);
  if (!written.ok && written.failure.kind !== 'not-found') {
    throw new Error(`cannot write the status of ApplicationSet ${namespace}/${name}: ${written.failure.message}`);
  }
  events.record({ kind: 'ApplicationSet', namespace, name, uid }, occurrencesOfSet(set.status, status));
}
