import type { JsonObject } from '#core/model/json.ts';
import { metadataFields, specFields } from '#core/resources/argo-application/application-type.ts';
import { writtenObject } from '#core/resources/argo-application/written-form.ts';
import type { ExpandedApplication } from './fill-template.ts';

/** Argo CD's document: kind first, then metadata and spec, fields inside sorted. */
export interface ArgoApplication {
  readonly apiVersion: 'argoproj.io/v1alpha1';
  readonly kind: 'Application';
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
}

/**
 * An expanded Application as Argo CD writes it to JSON: unset optional fields are left out, `destination` and `project` are always
 * there, and fields that Argo CD does not know are gone. Everything in it is otherwise as the template gave it: the server of the
 * destination, Argo CD's finalizer. For printing and comparing; the hub goes on from the expanded form, where an unknown field is refused.
 */
export function toArgoApplication({ metadata, spec }: ExpandedApplication): ArgoApplication {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: writtenObject({ ...metadata, finalizers: [...(metadata.finalizers ?? [])] }, metadataFields),
    spec: writtenObject(spec, specFields),
  };
}
