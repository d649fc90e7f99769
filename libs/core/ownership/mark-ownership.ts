import { type Manifest, objectKeyOf } from '#core/model/objects/manifest.ts';
import { formatTracking, trackingAnnotation } from './tracking.ts';

/** The label by which the observer watches our objects. It says nothing about who may delete them (law 7). */
export const applicationLabel = 'nabe.dev/application';

export interface Owner {
  readonly tenant: string;
  readonly application: string;
  /** Hexadecimal digest of a text, at least ten digits. */
  readonly digest: (text: string) => string;
}

/**
 * The manifest with our label and tracking annotation; values that the manifest brought along are overwritten, so that nobody
 * can pass an object off as another Application's. Expects the namespace to be settled.
 */
export function markOwnership(manifest: Manifest, owner: Owner): Manifest {
  const { tenant, application } = owner;
  const { labels, annotations, ...metadata } = manifest.metadata;
  const tracking = formatTracking({ tenant, application, key: objectKeyOf(manifest) });
  return {
    ...manifest,
    metadata: {
      ...metadata,
      labels: { ...labels, [applicationLabel]: applicationLabelValue(owner) },
      annotations: { ...annotations, [trackingAnnotation]: tracking },
    },
  };
}

/** The Application's name, cut where it is longer than a label value may be (63) and made unique again by a digest. */
export function applicationLabelValue({ application, digest }: Omit<Owner, 'tenant'>): string {
  if (application.length <= 63) return application;
  return `${application.slice(0, 52)}-${digest(application).slice(0, 10)}`;
}
