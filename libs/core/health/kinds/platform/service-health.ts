import { z } from 'zod';
import { defineCheck, listOf, section, text } from '../../define-check.ts';
import { health } from '../../health.ts';

/** A load balancer has to get an address; every other Service works at once. */
export const serviceHealth = defineCheck({
  apiVersions: ['v1'],
  fields: z.object({
    spec: section({ type: text }),
    status: section({ loadBalancer: section({ ingress: listOf(z.object({})) }) }),
  }),
  judge: ({ spec, status }) => {
    const waits = spec.type === 'LoadBalancer' && status.loadBalancer.ingress.length === 0;
    return health(waits ? 'Progressing' : 'Healthy');
  },
});
