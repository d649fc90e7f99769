import { Counter, Gauge, type Registry } from 'prom-client';

/** How a spoke is worked by this process at present. */
interface SpokePace {
  readonly inFlight: number;
  readonly limit: number;
  readonly isDown: boolean;
}

type Paces = () => Iterable<readonly [cluster: string, pace: SpokePace]>;

/** Requests to spokes, and how their API servers bear them. */
export function spokeMetrics(register: Registry) {
  const registers = [register];
  return {
    ...requestMetrics(register),
    ...paceMetrics(registers),
    spokePushbacks: new Counter({
      name: 'nabe_spoke_pushbacks_total',
      help: 'Requests that the API server of a spoke refused because it has too much to do (429).',
      labelNames: ['cluster'],
      registers,
    }),
    watchesOpen: new Gauge({ name: 'nabe_watches_open', help: 'Watches this process holds on spokes.', registers }),
    clusters: new Gauge({
      name: 'nabe_clusters',
      help: 'Registered clusters, by phase.',
      labelNames: ['phase'],
      registers,
    }),
  };
}

/** A busy worker sends hundreds a second: each adds to a plain number here, which becomes a metric when somebody asks. */
function requestMetrics(register: Registry) {
  const counts = new Map<string, Map<string, number>>();
  const requests = new Counter({
    name: 'nabe_spoke_requests_total',
    help: 'Requests to spokes, by verb and outcome.',
    labelNames: ['verb', 'outcome'],
    registers: [],
    collect() {
      this.reset();
      for (const [verb, outcomes] of counts)
        for (const [outcome, count] of outcomes) this.inc({ verb, outcome }, count);
    },
  });
  register.registerMetric(requests);
  return {
    countSpokeRequest(verb: string, outcome: string): void {
      const outcomes = counts.get(verb) ?? new Map<string, number>();
      counts.set(verb, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
    },
  };
}

/** Read when they are asked for: a request costs nothing here. */
function paceMetrics(registers: Registry[]) {
  const source: { read: Paces } = { read: () => [] };
  const gauge = (name: string, help: string, read: (pace: SpokePace) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['cluster'],
      registers,
      collect() {
        this.reset();
        for (const [cluster, pace] of source.read()) this.set({ cluster }, read(pace));
      },
    });
  return {
    spokeInFlight: gauge('nabe_spoke_in_flight', 'Requests under way to a spoke.', ({ inFlight }) => inFlight),
    spokeInFlightLimit: gauge(
      'nabe_spoke_in_flight_limit',
      "How many requests this process may have under way to a spoke: its part of the Cluster's budget, less while the server is slow.",
      ({ limit }) => limit,
    ),
    spokeDown: gauge(
      'nabe_spoke_down',
      '1 while requests to a spoke are turned away, but for a probe, because it does not answer.',
      ({ isDown }) => (isDown ? 1 : 0),
    ),
    /** From where the paces of the spokes are read. */
    readPaces(read: Paces): void {
      source.read = read;
    },
  };
}
