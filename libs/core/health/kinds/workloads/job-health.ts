import { z } from 'zod';
import { conditions, defineCheck, section } from '../../define-check.ts';
import { health } from '../../health.ts';

/** By the presence of conditions, as Argo CD does it: failed beats suspended, suspended beats complete, none is Progressing. */
export const jobHealth = defineCheck({
  apiVersions: ['batch/v1'],
  fields: z.object({ status: section({ conditions }) }),
  judge: ({ status }) => {
    const failed = status.conditions.findLast(({ type }) => type === 'Failed');
    if (failed) return health('Degraded', failed.message);
    const settled = status.conditions.filter(({ type }) => type === 'Complete' || type === 'Suspended');
    const message = settled.at(-1)?.message ?? '';
    const suspended = settled.some(({ type, status: holds }) => type === 'Suspended' && holds === 'True');
    if (suspended) return health('Suspended', message);
    return health(settled.length > 0 ? 'Healthy' : 'Progressing', message);
  },
});
