import { z } from 'zod';
import { defineCheck, listOf, section } from '../../define-check.ts';
import { health } from '../../health.ts';

/** An Ingress has to get an address. A status that cannot be read holds none. */
export const ingressHealth = defineCheck({
  fields: z.object({
    status: section({ loadBalancer: section({ ingress: listOf(z.unknown()) }) }).catch({
      loadBalancer: { ingress: [] },
    }),
  }),
  judge: ({ status }) => health(status.loadBalancer.ingress.length > 0 ? 'Healthy' : 'Progressing'),
});
