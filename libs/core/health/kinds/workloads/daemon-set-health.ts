import { z } from 'zod';
import { count, defineCheck, section, text } from '../../define-check.ts';
import { health } from '../../health.ts';

/** Every node's pod updated, then available; with OnDelete nothing moves by itself, so nothing is waited for. */
export const daemonSetHealth = defineCheck({
  apiVersions: ['apps/v1'],
  fields: z.object({
    metadata: section({ name: text, generation: count }),
    spec: section({ updateStrategy: section({ type: text }) }),
    status: section({
      observedGeneration: count,
      desiredNumberScheduled: count,
      updatedNumberScheduled: count,
      numberAvailable: count,
    }),
  }),
  judge: ({ metadata, spec, status }) => {
    const { desiredNumberScheduled: desired, updatedNumberScheduled: updated, numberAvailable: available } = status;
    const waiting = `Waiting for daemon set ${JSON.stringify(metadata.name)} rollout to finish:`;
    if (metadata.generation > status.observedGeneration) {
      const behind = 'observed daemon set generation less than desired generation';
      return health('Progressing', `Waiting for rollout to finish: ${behind}`);
    }
    if (spec.updateStrategy.type === 'OnDelete') {
      return health('Healthy', `daemon set ${updated} out of ${desired} new pods have been updated`);
    }
    if (updated < desired)
      return health('Progressing', `${waiting} ${updated} out of ${desired} new pods have been updated...`);
    if (available < desired)
      return health('Progressing', `${waiting} ${available} of ${desired} updated pods are available...`);
    return health('Healthy');
  },
});
