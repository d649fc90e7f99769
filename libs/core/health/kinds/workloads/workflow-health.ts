import { z } from 'zod';
import { defineCheck, section, text } from '../../define-check.ts';
import { health } from '../../health.ts';
import type { HealthStatus } from '#core/resources/application.ts';

const statuses: ReadonlyMap<string, HealthStatus> = new Map([
  ['', 'Progressing'],
  ['Pending', 'Progressing'],
  ['Running', 'Progressing'],
  ['Succeeded', 'Healthy'],
  ['Failed', 'Degraded'],
  ['Error', 'Degraded'],
]);

/** By the phase of an Argo Workflow; a phase that is not text counts as none. */
export const workflowHealth = defineCheck({
  fields: z.object({ status: section({ phase: text.catch(''), message: text.catch('') }) }),
  judge: ({ status }) => health(statuses.get(status.phase) ?? 'Unknown', status.message),
});
