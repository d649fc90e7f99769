import { keepLiveValue } from '#core/json-paths/keep-live-value.ts';
import { isJsonObject } from '#core/model/json.ts';
import { type Application, ApplicationSpec } from '#core/resources/application.ts';
import { NABE_GROUP } from '#core/resources/metadata.ts';
import type { WantedApplication } from '../judge-application.ts';
import type { KeptPlaces } from './kept-places.ts';

/**
 * What the set wants of an Application, with the live value wherever the set's options keep it: first the ignored differences, then the
 * preserved labels and annotations. The tenant and the hub's own labels are never kept from the live object. A mixture that is no valid
 * spec any more (a place was kept whose surroundings are gone) is given up for the spec as wanted.
 */
export function keepLiveState(wanted: WantedApplication, existing: Application, kept: KeptPlaces): WantedApplication {
  if (keepsNothing(existing, kept)) return wanted;
  const { labels, annotations, spec } = keepIgnored(wanted, existing, kept);
  return {
    ...wanted,
    labels: restoreOwn(preserve(labels, existing.metadata.labels, kept.labels), wanted.labels),
    annotations: restoreOwn(preserve(annotations, existing.metadata.annotations, kept.annotations), wanted.annotations),
    spec: { ...spec, project: wanted.spec.project },
  };
}

/** The usual case. */
function keepsNothing({ metadata }: Application, { ignored, labels, annotations }: KeptPlaces): boolean {
  return ignored.length === 0 && !hasAny(metadata.labels, labels) && !hasAny(metadata.annotations, annotations);
}

function hasAny(texts: Texts, names: KeptPlaces['labels']): boolean {
  return [...names.keys()].some((name) => Object.hasOwn(texts, name));
}

type Texts = Readonly<Record<string, string>>;
type KeptState = Pick<WantedApplication, 'labels' | 'annotations' | 'spec'>;

function keepIgnored(wanted: WantedApplication, existing: Application, { ignored }: KeptPlaces): KeptState {
  const rules = ignored.filter(({ name }) => name === undefined || name === wanted.name);
  if (rules.length === 0) return wanted;
  let state: unknown = viewOf(wanted, wanted.spec);
  const live: unknown = viewOf(existing.metadata, existing.spec);
  for (const { path } of rules) {
    if (isJsonObject(state) && isJsonObject(live)) state = keepLiveValue(state, live, path);
  }
  const { metadata, spec } = isJsonObject(state) ? state : {};
  const parsed = ApplicationSpec.safeParse(spec);
  return {
    labels: textsOf(metadata, 'labels'),
    annotations: textsOf(metadata, 'annotations'),
    spec: parsed.success ? parsed.data : wanted.spec,
  };
}

/** The part of an Application that a set states, as the document has it. */
function viewOf({ labels, annotations }: { labels: Texts; annotations: Texts }, spec: ApplicationSpec) {
  return { metadata: { labels, annotations }, spec };
}

function textsOf(metadata: unknown, field: string): Texts {
  const texts = isJsonObject(metadata) ? metadata[field] : undefined;
  if (!isJsonObject(texts)) return {};
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}

function preserve(wanted: Texts, live: Texts, names: KeptPlaces['labels']): Texts {
  const kept = [...names].filter(
    ([name, when]) => Object.hasOwn(live, name) && (when === 'always' || Object.hasOwn(wanted, name)),
  );
  return { ...wanted, ...Object.fromEntries(kept.map(([name]) => [name, live[name] ?? ''])) };
}

/** Names of Nabe itself are always as wanted: they say whose the Application is. */
function restoreOwn(kept: Texts, wanted: Texts): Texts {
  return Object.fromEntries([
    ...Object.entries(kept).filter((entry) => !isOwn(entry)),
    ...Object.entries(wanted).filter(isOwn),
  ]);
}

function isOwn([name]: readonly [string, string]): boolean {
  return name.startsWith(`${NABE_GROUP}/`);
}
