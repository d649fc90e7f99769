import type { ApplicationSource, ApplicationSpec } from '#core/resources/application.ts';
import { listBriefly } from '#core/model/list-briefly.ts';

/** Fields of a source that say nothing about its content. */
const understood = new Set(['repoURL', 'path', 'targetRevision', 'directory', 'name']);

const understoodOfDirectory = new Set(['recurse', 'include', 'exclude']);

/**
 * Names the fields of a source that this version cannot obey. Rendering without them would apply something else than the
 * author asked for, so they are refused. Empty values ask for nothing and pass. Undefined when all is understood.
 */
export function findRefusedFields(source: ApplicationSource): string | undefined {
  const refused = [
    ...unknownFields(source, understood).map((field) => `source.${field}`),
    ...unknownFields(source.directory ?? {}, understoodOfDirectory).map((field) => `source.directory.${field}`),
  ].toSorted();
  if (refused.length === 0) return undefined;
  return `this version renders plain directories and cannot obey ${listBriefly(refused, ', ')}: remove ${refused.length === 1 ? 'it' : 'them'} from the Application`;
}

/** The same for the fields beside `source`: several sources and hydration are not there yet. */
export function findRefusedSpec(spec: ApplicationSpec): string | undefined {
  const refused = ['sourceHydrator', 'sources'].filter((field) => isGiven(spec[field]));
  if (refused.length > 0)
    return `this version syncs one source and cannot obey ${refused.join(', ')}: give spec.source instead`;
  return spec.source === undefined ? 'the Application has no source: give spec.source' : undefined;
}

function unknownFields(value: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): string[] {
  return Object.keys(value).filter((field) => !known.has(field) && isGiven(value[field]));
}

function isGiven(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
