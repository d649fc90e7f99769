import { z } from 'zod';
import { defineCheck, listOf } from '../../define-check.ts';
import { health } from '../../health.ts';

/**
 * Degraded only when the last run is known to have failed; a missed schedule cannot be told from the status. A suspended one is well:
 * somebody wanted it so, and an Application would be Suspended for as long.
 */
export const cronJobHealth = defineCheck({
  fields: z.object({
    spec: z.object({ suspend: z.boolean().nullish() }),
    status: z
      .object({
        lastScheduleTime: z.string().nullish(),
        lastSuccessfulTime: z.string().nullish(),
        active: listOf(z.unknown()),
      })
      .nullish(),
  }),
  judge: ({ spec, status }) => {
    if (spec.suspend) return health('Healthy', 'CronJob is Suspended');
    if (!status) return health('Progressing', 'Waiting for CronJob');
    const { lastScheduleTime: scheduled, lastSuccessfulTime: succeeded, active } = status;
    if (!scheduled) return health('Healthy', 'CronJob has not been scheduled yet');
    if (!succeeded) return health('Healthy', 'The CronJob never completed successfully. It may not be healthy');
    if (active.length > 0)
      return health('Healthy', 'The job is running. Its last execution may not have been successful');
    // RFC 3339 in UTC with whole seconds: text order is time order.
    if (succeeded < scheduled) return health('Degraded', 'CronJob has not completed its last execution successfully');
    return health('Healthy', 'CronJob has completed its last execution successfully');
  },
});
