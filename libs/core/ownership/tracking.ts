import { type ObjectKey, objectKeyId } from '#core/model/objects/object-key.ts';

/** The annotation in which an applied object names itself and its Application. */
export const trackingAnnotation = 'nabe.dev/tracking';

/** Whose object this is, and which object the mark was made for. */
export interface Tracking {
  readonly tenant: string;
  readonly application: string;
  readonly key: ObjectKey;
}

type Annotations = Readonly<Record<string, string>>;

/** `<tenant>/<application>:<group>/<kind>:<namespace>/<name>`; group and namespace may be empty. */
export function formatTracking({ tenant, application, key }: Tracking): string {
  return `${tenant}/${application}:${key.group}/${key.kind}:${key.namespace}/${key.name}`;
}

/** Reads what {@link formatTracking} writes; undefined without the annotation or when its form is another one. */
export function readTracking(annotations: Annotations): Tracking | undefined {
  // Only the object's own name may hold a colon, as in ClusterRole system:node.
  const form = /^([^/:]+)\/([^/:]+):([^/:]*)\/([^/:]+):([^/:]*)\/([^/]+)$/;
  const [, tenant, application, group, kind, namespace, name] = form.exec(annotations[trackingAnnotation] ?? '') ?? [];
  if (!tenant || !application || group === undefined || !kind || namespace === undefined || !name) return undefined;
  return { tenant, application, key: { group, kind, namespace, name } };
}

/**
 * True for a copy of one of our objects: controllers and people copy labels and annotations to objects of their own, which are
 * not ours. An object without the annotation is no copy.
 */
export function isOwnedCopy(key: ObjectKey, annotations: Annotations): boolean {
  if (annotations[trackingAnnotation] === undefined) return false;
  const tracking = readTracking(annotations);
  return tracking === undefined || objectKeyId(tracking.key) !== objectKeyId(key);
}
