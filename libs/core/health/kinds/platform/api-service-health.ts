import { z } from 'zod';
import { conditions, defineCheck, section } from '../../define-check.ts';
import { health } from '../../health.ts';

/** An aggregated API has to be available; the first condition that speaks of it counts. */
export const apiServiceHealth = defineCheck({
  apiVersions: ['apiregistration.k8s.io/v1', 'apiregistration.k8s.io/v1beta1'],
  fields: z.object({ status: section({ conditions }) }),
  judge: ({ status }) => {
    const available = status.conditions.find(({ type }) => type === 'Available');
    if (!available) return health('Progressing', 'Waiting to be processed');
    return health(available.status === 'True' ? 'Healthy' : 'Progressing', `${available.reason}: ${available.message}`);
  },
});
