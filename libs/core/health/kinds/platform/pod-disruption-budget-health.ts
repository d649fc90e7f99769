import { z } from 'zod';
import { defineCheck, listOf, section, text } from '../../define-check.ts';
import { health } from '../../health.ts';

const Condition = z.object({ status: text, reason: z.string().nullish() });

/** Degraded when a condition does not hold, except for too few pods: that can be meant so. What comes after it is not looked at. */
export const podDisruptionBudgetHealth = defineCheck({
  fields: z.object({ status: section({ conditions: listOf(Condition) }) }),
  judge: ({ status: { conditions } }) => {
    const broken = conditions.findIndex(({ status, reason }) => status === 'False' && reason !== 'InsufficientPods');
    const looked = broken < 0 ? conditions : conditions.slice(0, broken + 1);
    if (looked.some(({ reason }) => reason == null))
      return health('Unknown', 'cannot read the object: one of its conditions has no reason');
    const telling = looked.at(-1);
    if (!telling) return health('Progressing', 'Waiting for status');
    return health(broken < 0 ? 'Healthy' : 'Degraded', `PodDisruptionBudget has ${telling.reason}`);
  },
});
