import { z } from 'zod';
import { conditions, count, defineCheck, section, text } from '../../define-check.ts';
import { health } from '../../health.ts';

/** Follows a rollout as `kubectl rollout status` does; a paused one is Suspended, one past its progress deadline Degraded. */
export const deploymentHealth = defineCheck({
  apiVersions: ['apps/v1'],
  fields: z.object({
    metadata: section({ name: text, generation: count }),
    spec: section({ replicas: z.int().nullish(), paused: z.boolean().nullish() }),
    status: section({
      observedGeneration: count,
      replicas: count,
      updatedReplicas: count,
      availableReplicas: count,
      conditions,
    }),
  }),
  judge: ({ metadata, spec, status }) => {
    const { replicas, updatedReplicas: updated, availableReplicas: available } = status;
    if (spec.paused) return health('Suspended', 'Deployment is paused');
    if (metadata.generation > status.observedGeneration)
      return waiting('observed deployment generation less than desired generation');
    const progressing = status.conditions.find(({ type }) => type === 'Progressing');
    if (progressing?.reason === 'ProgressDeadlineExceeded') {
      return health('Degraded', `Deployment ${JSON.stringify(metadata.name)} exceeded its progress deadline`);
    }
    if (updated < (spec.replicas ?? 0))
      return waiting(`${updated} out of ${spec.replicas} new replicas have been updated...`);
    if (replicas > updated) return waiting(`${replicas - updated} old replicas are pending termination...`);
    if (available < updated) return waiting(`${available} of ${updated} updated replicas are available...`);
    return health('Healthy');
  },
});

function waiting(what: string) {
  return health('Progressing', `Waiting for rollout to finish: ${what}`);
}
