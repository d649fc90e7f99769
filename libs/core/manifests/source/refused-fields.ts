import { ApplicationSource, HelmOptions, KustomizeOptions } from '#core/resources/application-source.ts';
import { isChartName } from '#core/packages/package-revision.ts';
import type { ApplicationSpec } from '#core/resources/application.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';

const understood = new Set(Object.keys(ApplicationSource.shape));
const understoodOfDirectory = new Set(['recurse', 'include', 'exclude']);
const understoodOfHelm = new Set(Object.keys(HelmOptions.shape));
const understoodOfKustomize = new Set(Object.keys(KustomizeOptions.shape));

/**
 * Names the fields of a source that this version cannot obey. Rendering without them would apply something else than the
 * author asked for, so they are refused. Empty values ask for nothing and pass. Undefined when all is understood.
 */
export function findRefusedFields(source: ApplicationSource): string | undefined {
  const mistake = source.chart ? findChartMistake(source, source.chart) : undefined;
  if (mistake !== undefined) return mistake;
  const refused = [
    ...unknownFields(source, understood).map((field) => `source.${field}`),
    ...unknownFields(source.directory ?? {}, understoodOfDirectory).map((field) => `source.directory.${field}`),
    ...unknownFields(source.helm ?? {}, understoodOfHelm).map((field) => `source.helm.${field}`),
    ...unknownFields(source.kustomize ?? {}, understoodOfKustomize).map((field) => `source.kustomize.${field}`),
  ].toSorted();
  if (refused.length === 0) return undefined;
  return `this version cannot obey ${listBriefly(refused, ', ')}: remove ${refused.length === 1 ? 'it' : 'them'} from the Application`;
}

/** The same for the fields beside the sources: hydration would push to the tenant's repository, which the hub never does. */
export function findRefusedSpec(spec: ApplicationSpec): string | undefined {
  if (isGiven(spec['sourceHydrator']))
    return 'this version cannot obey sourceHydrator: give spec.source with what it should render';
  if (spec.source === undefined && !spec.sources?.length) return 'the Application has no source: give spec.source';
  return undefined;
}

/** Rule: Argo CD's, but that it ignores a path beside a chart. */
function findChartMistake({ path, ref, directory, kustomize }: ApplicationSource, chart: string): string | undefined {
  if (!isChartName(chart)) return `source.chart ${JSON.stringify(chart)} is no name of a chart`;
  if (!['', '.'].includes(path)) return `the source has both chart ${chart} and path ${path}: leave one of them`;
  if (ref) return `the source has both chart ${chart} and ref ${ref}: give a source of its own for the files`;
  if (isGiven(directory) || isGiven(kustomize)) return `the source has chart ${chart}, which only helm can render`;
  return undefined;
}

function unknownFields(value: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): string[] {
  return Object.keys(value).filter((field) => !known.has(field) && isGiven(value[field]));
}

function isGiven(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  return typeof value !== 'object' || Object.values(value).some(isGiven);
}
