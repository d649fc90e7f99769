import type { IsQueued } from '#core/reads/applications/read-facts.ts';

/** The management cluster's resources: the views of a `ControlPlane`. */
export const CONTROL_PLANE = Symbol('ControlPlane');

/** Everything `/metrics` shows: a prom-client `Registry`. */
export const METRICS_REGISTRY = Symbol('MetricsRegistry');

export const CLOCK = Symbol('Clock');

/** Asks workers for previews: a `Previews`. */
export const PREVIEWS = Symbol('Previews');

export const API_FACTS = Symbol('ApiFacts');

/** What the API says beside the resources. */
export interface ApiFacts {
  /** Nabe's own version. */
  readonly version: string;
  /** Names what this process still waits for beside its views, for `/readyz`; empty when nothing. */
  readonly missing: () => readonly string[];
  readonly isQueued: IsQueued;
}
