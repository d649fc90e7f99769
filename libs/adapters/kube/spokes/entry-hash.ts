import { hash } from 'node:crypto';
import type { JsonObject } from '#core/model/json.ts';
import { fieldEntryText } from '#core/ownership/field-entry.ts';
import { metadataOf } from '../watch/watch-event.ts';

/** Digest (32 hex digits) of our own managedFields entry in an object; undefined when it has none. */
export function entryHashOf(object: JsonObject, fieldManager: string): string | undefined {
  const text = fieldEntryText(metadataOf(object)['managedFields'], fieldManager);
  // Not a part of the whole text of the digest, which V8 would keep for it: there is one of these for each object.
  return text === undefined ? undefined : hash('sha256', text, 'buffer').toString('hex', 0, 16);
}
