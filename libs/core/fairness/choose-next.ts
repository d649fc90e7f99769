import { CandidateLine } from './candidate-line.ts';
import type { ClusterRoom, TenantPending } from './candidate-line.ts';
import type { FairnessState } from './fairness-state.ts';

export interface ChooseNextInput {
  /** Every tenant with something pending, or as many as the caller looked at; the order does not matter. */
  readonly tenants: readonly TenantPending[];
  /** By cluster name. A cluster that is not in it gets nothing. */
  readonly clusters: ReadonlyMap<string, ClusterRoom>;
  /** Applications that are queued or being synced now: they wait until that has ended. */
  readonly inFlight: ReadonlySet<string>;
  /** How many may be dispatched. */
  readonly freeSlots: number;
  readonly state: FairnessState;
}

export interface Chosen {
  readonly tenant: string;
  readonly application: string;
  readonly byPerson: boolean;
}

export interface Choice {
  /** In the order of dispatch. */
  readonly chosen: readonly Chosen[];
  /** For the next call. */
  readonly state: FairnessState;
}

/** Person requests that may go ahead in a row before the express lane has to wait for others. */
const maxExpressCredit = 8;

/**
 * Chooses which Applications are dispatched now. Tenants take turns by deficit round robin: each visit earns a tenant its
 * weight and a dispatch costs the largest weight among the waiting, so shares follow the weights while turns stay short: a
 * tenant with 10,000 pending delays one with 10 by a single dispatch a turn. Inside a tenant the given order rules.
 *
 * Requests by a person go ahead of all tenants' turns. They spend credit that every other dispatch earns, so a flood of them
 * takes half of the slots at most; without credit they still come first inside their tenant.
 *
 * No slot stays free while an eligible Application waits, and neither a tenant's nor a cluster's limit is exceeded. Same
 * input, same output. Rule: Shreedhar and Varghese, Efficient Fair Queuing Using Deficit Round Robin (1995).
 */
export function chooseNext(input: ChooseNextInput): Choice {
  const rooms = new Map(
    [...input.clusters].map(([name, room]) => [name, room.ready ? room.concurrentSyncs - room.inFlight : 0]),
  );
  const lines = byTurn(input.tenants, input.state.lastServed).map(
    (tenant) => new CandidateLine(tenant, rooms, input.inFlight),
  );
  const express = takeExpress(lines, Math.min(input.freeSlots, input.state.expressCredit));
  const turns = takeTurns(lines, input.freeSlots - express.length, input.state);
  const credit = input.state.expressCredit - express.length + turns.chosen.filter((one) => !one.byPerson).length;
  return {
    chosen: [...express, ...turns.chosen],
    state: { ...turns.state, expressCredit: Math.min(credit, maxExpressCredit) },
  };
}

/** Tenants by name, beginning after the one that was served last. */
function byTurn(tenants: readonly TenantPending[], lastServed: string): TenantPending[] {
  const sorted = tenants.toSorted((a, b) => compareText(a.tenant, b.tenant));
  const next = sorted.findIndex((one) => compareText(one.tenant, lastServed) > 0);
  return next <= 0 ? sorted : [...sorted.slice(next), ...sorted.slice(0, next)];
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** One person's request of each tenant in turn, until none is left or `slots` are used. */
function takeExpress(lines: readonly CandidateLine[], slots: number): Chosen[] {
  const chosen: Chosen[] = [];
  let waiting = lines;
  while (chosen.length < slots && waiting.length > 0) {
    waiting = waiting.filter((line) => chosen.length < slots && line.peek()?.byPerson === true && take(line, chosen));
  }
  return chosen;
}

function takeTurns(
  lines: readonly CandidateLine[],
  slots: number,
  state: FairnessState,
): { chosen: Chosen[]; state: FairnessState } {
  const chosen: Chosen[] = [];
  const deficits = new Map(state.deficits);
  let waiting = lines.filter((line) => line.peek() !== undefined);
  let lastServed = state.lastServed;
  while (chosen.length < slots && waiting.length > 0) {
    const cost = Math.max(...waiting.map((line) => line.weight));
    for (const line of waiting) {
      if (chosen.length >= slots) break;
      const deficit = Math.min((deficits.get(line.tenant) ?? 0) + line.weight, 2 * cost);
      const served = deficit >= cost && take(line, chosen);
      deficits.set(line.tenant, served ? deficit - cost : deficit);
      if (served) lastServed = line.tenant;
    }
    waiting = waiting.filter((line) => line.peek() !== undefined);
  }
  const stillWaiting = new Set(waiting.map((line) => line.tenant));
  return { chosen, state: { ...state, lastServed, deficits: keep(deficits, stillWaiting) } };
}

function take(line: CandidateLine, chosen: Chosen[]): boolean {
  const candidate = line.take();
  if (candidate === undefined) return false;
  chosen.push({ tenant: line.tenant, application: candidate.application, byPerson: candidate.byPerson });
  return true;
}

/** A tenant with nothing eligible left starts anew: it must not save up turns for a burst. */
function keep(deficits: ReadonlyMap<string, number>, tenants: ReadonlySet<string>): ReadonlyMap<string, number> {
  return new Map([...deficits].filter(([tenant, deficit]) => deficit > 0 && tenants.has(tenant)));
}
