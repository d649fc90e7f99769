import type { WantedApplication } from '#core/targeting/judge-application.ts';

/**
 * The same Applications with one object for each part that several of them have: labels, sync policy, destination and so on of a set are
 * mostly equal, and a message of a thread brings each its own. Nobody may change a part.
 */
export function shareParts(wanted: readonly WantedApplication[]): WantedApplication[] {
  const labels = sharer<WantedApplication['labels']>();
  const annotations = sharer<WantedApplication['annotations']>();
  const finalizers = sharer<WantedApplication['finalizers']>();
  const destination = sharer<WantedApplication['spec']['destination']>();
  const syncPolicy = sharer<WantedApplication['spec']['syncPolicy']>();
  return wanted.map((application) => ({
    ...application,
    labels: labels(application.labels),
    annotations: annotations(application.annotations),
    finalizers: finalizers(application.finalizers),
    spec: {
      ...application.spec,
      destination: destination(application.spec.destination),
      ...(application.spec.syncPolicy !== undefined && { syncPolicy: syncPolicy(application.spec.syncPolicy) }),
    },
  }));
}

/** Answers for each part the first one that was equal. */
function sharer<T>(): (part: T) => T {
  const parts = new Map<string, T>();
  return (part) => {
    const text = JSON.stringify(part);
    const known = parts.get(text) ?? part;
    parts.set(text, known);
    return known;
  };
}
