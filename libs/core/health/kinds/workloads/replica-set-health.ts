import { z } from 'zod';
import { conditions, count, defineCheck, section } from '../../define-check.ts';
import { health } from '../../health.ts';

/** Enough replicas available; a ReplicaSet that cannot create its pods is Degraded. */
export const replicaSetHealth = defineCheck({
  apiVersions: ['apps/v1'],
  fields: z.object({
    metadata: section({ generation: count }),
    spec: section({ replicas: z.int().nullish() }),
    status: section({ observedGeneration: count, availableReplicas: count, conditions }),
  }),
  judge: ({ metadata, spec, status }) => {
    if (metadata.generation > status.observedGeneration) {
      return waiting('observed replica set generation less than desired generation');
    }
    const failure = status.conditions.find(({ type }) => type === 'ReplicaFailure');
    if (failure?.status === 'True') return health('Degraded', failure.message);
    const { availableReplicas: available } = status;
    if (available < (spec.replicas ?? 0))
      return waiting(`${available} out of ${spec.replicas} new replicas are available...`);
    return health('Healthy');
  },
});

function waiting(what: string) {
  return health('Progressing', `Waiting for rollout to finish: ${what}`);
}
