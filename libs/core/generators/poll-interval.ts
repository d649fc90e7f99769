import type { ApplicationSetSpec, Generator } from '../resources/application-set.ts';

/** However small a set asks for: the answers of many sets come from few services. Unit: seconds. */
const SHORTEST = 10;

/**
 * After how many milliseconds a set has to be expanded again, because it looks at things whose changes nobody tells; undefined for one
 * that only looks at clusters and git. The shortest `requeueAfterSeconds` of its generators counts, at any depth.
 */
export function pollIntervalMs({ generators }: Pick<ApplicationSetSpec, 'generators'>): number | undefined {
  const seconds = generators.flatMap(intervalsOf);
  return seconds.length === 0 ? undefined : Math.max(SHORTEST, Math.min(...seconds)) * 1000;
}

/** The seconds are Argo CD's defaults. */
function intervalsOf({
  clusterDecisionResource,
  plugin,
  scmProvider,
  pullRequest,
  matrix,
  merge,
}: Generator): number[] {
  const polled: readonly Polled[] = [
    [clusterDecisionResource, 180],
    [plugin, 1800],
    [scmProvider, 1800],
    [pullRequest, 1800],
  ];
  const own = polled.flatMap(([options, seconds]) =>
    options === undefined ? [] : [options.requeueAfterSeconds ?? seconds],
  );
  const children = [...(matrix?.generators ?? []), ...(merge?.generators ?? [])];
  return [...own, ...children.flatMap(intervalsOf)];
}

type Polled = readonly [options: { readonly requeueAfterSeconds?: number | undefined } | undefined, seconds: number];
