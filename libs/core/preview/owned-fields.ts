import type { JsonObject } from '../model/json.ts';

/**
 * Which fields of the live object go when the wanted one states them no longer: those of a `fieldsV1` entry of `managedFields`; all, where
 * the wanted object is complete; none, where they are other people's.
 */
export type OwnedFields = JsonObject | 'everything' | 'nothing';
