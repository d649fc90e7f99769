import { lastAppliedAnnotation } from '#core/client-side-apply/last-applied-annotation.ts';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { describeObjectKey } from '#core/model/objects/object-key.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { takeOverFields } from '#core/ownership/take-over-fields.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import type { SpokeFailure } from '../../../ports/clusters/cluster-access.port.ts';
import { metadataOf } from '../own-uid.ts';
import type { Applied, StepSite } from './apply-known.ts';

/** Somebody writes the object in the very moment: so often it is looked at again. */
const MOST_ATTEMPTS = 5;

/** Whether what came of a server-side apply shows that the object was merged by us before, so that part of it is still held that way. */
export function wasClientSide(applied: Applied, fieldManager: string): boolean {
  if (!applied.ok) return applied.failure.kind === 'field-conflict' && applied.failure.managers.includes(fieldManager);
  const { annotations, managedFields } = applied.value.metadata;
  const isCopied = isJsonObject(annotations) && Object.hasOwn(annotations, lastAppliedAnnotation);
  return isCopied && Array.isArray(managedFields) && managedFields.some((entry) => isOwnUpdate(entry, fieldManager));
}

/** Makes what a client-side apply of ours holds part of what our server-side apply owns: the next one removes what git does not have. */
export async function leaveClientSide(
  { key, manifest }: ApplyStep,
  site: StepSite,
): Promise<Result<void, SpokeFailure>> {
  const { spoke, signal } = site;
  const { version } = parseApiVersion(manifest.apiVersion);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const read = await spoke.read(key, version, signal);
    if (!read.ok) return read;
    const { resourceVersion, managedFields: before } = metadataOf(read.value ?? {});
    const managedFields = takeOverFields(before, spoke.fieldManager, isOwnUpdate);
    if (managedFields === undefined || typeof resourceVersion !== 'string') return succeed(undefined);
    const written = await spoke.writeOwners({ key, version, resourceVersion, managedFields, signal });
    if (written.ok) return succeed(undefined);
    if (written.failure.kind !== 'precondition') return written;
  }
  return fail({
    kind: 'precondition',
    message: `${describeObjectKey(key)} is written all the time while it is taken over`,
  });
}

function isOwnUpdate(entry: unknown, fieldManager: string): entry is JsonObject {
  if (!isJsonObject(entry)) return false;
  return entry['manager'] === fieldManager && entry['operation'] === 'Update' && !entry['subresource'];
}
