import { z } from 'zod';
import type { HealthStatus } from '#core/resources/application.ts';
import { defineCheck, section, text } from '../../define-check.ts';
import { health } from '../../health.ts';

const statuses: ReadonlyMap<string, HealthStatus> = new Map([
  ['Bound', 'Healthy'],
  ['Pending', 'Progressing'],
  ['Lost', 'Degraded'],
]);

/** A claim has to be bound to a volume. */
export const persistentVolumeClaimHealth = defineCheck({
  apiVersions: ['v1'],
  fields: z.object({ status: section({ phase: text }) }),
  judge: ({ status }) => health(statuses.get(status.phase) ?? 'Unknown'),
});
