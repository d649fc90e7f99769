import { z } from 'zod';
import { defineCheck, section, text } from '../../define-check.ts';
import { health } from '../../health.ts';

/** Argo CD does not judge Namespaces; we do, because the objects in one wait for it. Any phase but the two known gives no judgement. */
export const namespaceHealth = defineCheck({
  apiVersions: ['v1'],
  fields: z.object({ status: section({ phase: text }) }),
  judge: ({ status }) => {
    if (status.phase === 'Active') return health('Healthy');
    if (status.phase === 'Terminating') return health('Progressing', 'Namespace is terminating');
    return undefined;
  },
});
