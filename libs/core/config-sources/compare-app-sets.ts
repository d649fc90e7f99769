import type { ReadAppSet } from '../appset-files/read-document.ts';
import { isInDoubt, type SetsInDoubt } from '../appset-files/read-app-sets.ts';
import { isDeepEqual } from '../model/deep-equal.ts';
import type { ApplicationSet, ApplicationSetSpec } from '../resources/application-set.ts';
import { TENANT_LABEL } from '../resources/metadata.ts';

/** Where in git a set was read: `<file>:<line>`. A set without it was made by hand and is nobody's to change here. */
export const SOURCE_ANNOTATION = 'nabe.dev/source';

/** Keeps a set until its Applications are gone: they are deleted because a set is, never because one is not seen (law 3). */
export const APPLICATIONS_FINALIZER = 'nabe.dev/applications';

/** What the hub states of an ApplicationSet that was read from git. */
interface ApplicationSetBody {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly finalizers: readonly string[];
  };
  readonly spec: ApplicationSetSpec;
}

export interface SetsToCompare {
  readonly tenant: string;
  readonly read: readonly ReadAppSet[];
  /** Of everything that was read; `undefined` when a source could not be read at all: then nothing is deleted. */
  readonly inDoubt: SetsInDoubt | undefined;
  /** All sets of the tenant's namespace: a complete list (law 3). */
  readonly existing: readonly ApplicationSet[];
}

export interface SetChanges {
  readonly apply: readonly { readonly name: string; readonly body: ApplicationSetBody }[];
  readonly delete: readonly ApplicationSet[];
  /** Sentences: names that a set made by hand holds. */
  readonly collisions: readonly string[];
}

/** What to do so that the tenant's sets are the ones in git. */
export function compareAppSets({ tenant, read, inDoubt, existing }: SetsToCompare): SetChanges {
  const byName = new Map(existing.map((set) => [set.metadata.name, set]));
  const isByHand = ({ name }: { name: string }) => byName.has(name) && sourceFileOf(byName.get(name)) === undefined;
  const wanted = read.filter((set) => !isByHand(set)).map((set) => ({ name: set.name, body: bodyOf(set, tenant) }));
  const names = new Set(read.map(({ name }) => name));
  const gone = existing.filter((set) => isGone(set, names, inDoubt));
  return {
    apply: wanted.filter(({ name, body }) => !isStated(byName.get(name), body)),
    delete: gone,
    collisions: read.filter(isByHand).map(({ name, file, line }) => describeCollision(name, `${file}:${line}`)),
  };
}

/** The file a set was read from, without the line; undefined for one made by hand. */
export function sourceFileOf(set: ApplicationSet | undefined): string | undefined {
  return set?.metadata.annotations[SOURCE_ANNOTATION]?.replace(/:\d+$/, '');
}

function isGone(set: ApplicationSet, names: ReadonlySet<string>, inDoubt: SetsInDoubt | undefined): boolean {
  const { name, deletionTimestamp } = set.metadata;
  const file = sourceFileOf(set);
  if (file === undefined || deletionTimestamp !== undefined || names.has(name)) return false;
  return inDoubt !== undefined && !isInDoubt(inDoubt, { name, file });
}

function bodyOf({ labels, annotations, spec, file, line }: ReadAppSet, tenant: string): ApplicationSetBody {
  return {
    metadata: {
      labels: { ...labels, [TENANT_LABEL]: tenant },
      annotations: { ...annotations, [SOURCE_ANNOTATION]: `${file}:${line}` },
      finalizers: [APPLICATIONS_FINALIZER],
    },
    spec,
  };
}

/** True when the object says all this already, whatever else it says. */
function isStated(existing: ApplicationSet | undefined, { metadata, spec }: ApplicationSetBody): boolean {
  if (existing === undefined || !isDeepEqual(existing.spec, spec)) return false;
  const { labels, annotations, finalizers } = existing.metadata;
  return (
    includes(labels, metadata.labels) &&
    includes(annotations, metadata.annotations) &&
    finalizers.includes(APPLICATIONS_FINALIZER)
  );
}

function includes(all: Readonly<Record<string, string>>, some: Readonly<Record<string, string>>): boolean {
  return Object.entries(some).every(([key, value]) => all[key] === value);
}

function describeCollision(name: string, place: string): string {
  return `${place}: ApplicationSet ${name} exists already and was not made from git; delete that one or rename this one`;
}
