import { z } from 'zod';
import { defineCheck, listOf, section, text } from '../../define-check.ts';
import { health } from '../../health.ts';

/** Degraded when a condition does not hold, except for too few pods: that can be meant so. */
export const podDisruptionBudgetHealth = defineCheck({
  fields: z.object({ status: section({ conditions: listOf(z.object({ status: text, reason: z.string() })) }) }),
  judge: ({ status: { conditions } }) => {
    const broken = conditions.find(({ status, reason }) => status === 'False' && reason !== 'InsufficientPods');
    const telling = broken ?? conditions.at(-1);
    if (!telling) return health('Progressing', 'Waiting for status');
    return health(broken ? 'Degraded' : 'Healthy', `PodDisruptionBudget has ${telling.reason}`);
  },
});
