import { lastAppliedAnnotation } from '../client-side-apply/last-applied-annotation.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { type Manifest, parseApiVersion } from '../model/objects/manifest.ts';
import { objectKeyId, type ObjectKey } from '../model/objects/object-key.ts';
import type { KeepStep, Plan, Wave, WaveStep } from '../plan/plan.ts';
import { summarizePlan } from '../plan/plan-summary.ts';
import { compareFields, type FieldChange } from './compare-fields.ts';
import type { OwnedFields } from './owned-fields.ts';
import { isSecret, maskSecrets } from './mask-secrets.ts';
import type { FieldPreview, Preview, StepPreview } from './preview.ts';

/** What is known of one object of a plan beside the plan. */
export interface ObjectLook {
  /** Absent when there is no such object. */
  readonly live?: JsonObject | undefined;
  /** Absent when none are ours. */
  readonly ownFields?: OwnedFields | undefined;
  /** What a client-side apply makes of the live object: known without asking the cluster. */
  readonly merged?: JsonObject | undefined;
  /** What a dry run on the cluster came to. */
  readonly dryRun?: { readonly object: JsonObject } | { readonly refusal: string } | undefined;
}

export interface PreviewInput {
  readonly plan: Plan;
  readonly commit: string;
  readonly cluster: string;
  /** By object key id. */
  readonly looks: ReadonlyMap<string, ObjectLook>;
  /** By object key id, for objects that are left as they are. */
  readonly manifests: ReadonlyMap<string, Manifest>;
}

const MOST_FIELDS = 100;
const LONGEST_VALUE = 200;

/** Puts a plan, and what its objects look like, into the form that people read. No value of a Secret is in the answer. */
export function composePreview({ plan, commit, cluster, looks, manifests }: PreviewInput): Preview {
  const lookAt = (key: ObjectKey) => looks.get(objectKeyId(key)) ?? {};
  const steps = plan.waves.flatMap((wave) => wave.groups.flat().map((step) => viewStep(step, wave, lookAt(step.key))));
  const kept = plan.kept
    .filter(({ reason }) => reason !== 'unchanged')
    .map((step) => viewKept(step, lookAt(step.entry), manifests.get(objectKeyId(step.entry))));
  return { commit, cluster, summary: summarizePlan(plan), steps: [...steps, ...kept], holds: [...plan.holds] };
}

function viewStep(step: WaveStep, { phase, number }: Wave, look: ObjectLook): StepPreview {
  const place = { ...step.key, reason: step.reason, phase, wave: number };
  if (step.action === 'prune') return { ...place, version: step.version, action: 'prune', fields: [] };
  const { version } = parseApiVersion(step.manifest.apiVersion);
  if (step.action === 'hook') return { ...place, version, action: 'hook', fields: [] };
  const action = look.live === undefined ? 'create' : 'change';
  const refusal = look.dryRun !== undefined && 'refusal' in look.dryRun ? { refusal: look.dryRun.refusal } : {};
  return { ...place, version, action, fields: viewFields(step.key, step.manifest, look), ...refusal };
}

function viewKept({ entry, reason }: KeepStep, look: ObjectLook, manifest: Manifest | undefined): StepPreview {
  const { group, kind, namespace, name, version } = entry;
  const fields = manifest === undefined ? [] : viewFields(entry, manifest, look);
  return { group, kind, namespace, name, version, action: 'keep', reason, fields };
}

/**
 * The fields that differ. After a dry run the cluster's own answer decides, in which a value may be written otherwise than in git; what
 * git does not ask for is told apart.
 */
function viewFields(
  key: ObjectKey,
  manifest: Manifest,
  { live, ownFields = 'nothing', merged, dryRun }: ObjectLook,
): FieldPreview[] {
  const outcome = dryRun !== undefined && 'object' in dryRun ? dryRun.object : undefined;
  const forms = [live, merged ?? toObject(manifest), outcome].map(withoutServerFields);
  const [before, wanted, after] = isSecret(key) ? maskSecrets(forms) : forms;
  if (wanted === undefined) return [];
  const owned = merged === undefined ? ownFields : 'everything';
  const byGit = before === undefined ? [] : compareFields(before, wanted, owned);
  if (after === undefined) return byGit.slice(0, MOST_FIELDS).map((change) => viewField(change, 'git'));
  const asked = new Set(byGit.map(({ path }) => path));
  return compareFields(before ?? wanted, after, 'everything')
    .slice(0, MOST_FIELDS)
    .map((change) => viewField(change, before !== undefined && isAsked(change.path, asked) ? 'git' : 'cluster'));
}

/** A change may be told for a whole object on one side and for its fields on the other. */
function isAsked(path: string, asked: ReadonlySet<string>): boolean {
  return [...asked].some((other) => path === other || path.startsWith(`${other}.`) || other.startsWith(`${path}.`));
}

function viewField({ path, live, wanted }: FieldChange, by: FieldPreview['by']): FieldPreview {
  return {
    path,
    ...(live !== undefined && { live: shorten(live) }),
    ...(wanted !== undefined && { wanted: shorten(wanted) }),
    by,
  };
}

function shorten(value: JsonValue): string {
  const text = canonicalJson(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}

/** Fields that every write changes, and those that nobody writes by applying. */
function withoutServerFields(object: JsonObject | undefined): JsonObject | undefined {
  if (object === undefined) return undefined;
  const { apiVersion: _, kind: __, status: ___, metadata, ...others } = object;
  if (!isJsonObject(metadata)) return others;
  const kept = Object.entries(metadata).filter(([field]) => !SERVER_FIELDS.has(field));
  return { ...others, metadata: withoutCopy(Object.fromEntries(kept)) };
}

/** A client-side apply keeps a copy of the whole object in it: every change of a field would be told twice. */
function withoutCopy({ annotations, ...metadata }: JsonObject): JsonObject {
  if (!isJsonObject(annotations)) return { ...metadata, ...(annotations !== undefined && { annotations }) };
  const { [lastAppliedAnnotation]: _, ...others } = annotations;
  return Object.keys(others).length === 0 ? metadata : { ...metadata, annotations: others };
}

const SERVER_FIELDS = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

function toObject(manifest: Manifest): JsonObject {
  const object: unknown = manifest;
  return isJsonObject(object) ? object : {};
}
