import { z } from 'zod';
import { conditions, defineCheck, section } from '../../define-check.ts';
import { health } from '../../health.ts';

/** What each condition's reason has to be for the autoscaler to be broken rather than waiting. */
const brokenBy: ReadonlyMap<string, readonly string[]> = new Map([
  ['AbleToScale', ['FailedGetScale', 'FailedUpdateScale']],
  [
    'ScalingActive',
    [
      'InvalidSelector',
      'FailedGetResourceMetric',
      'FailedGetContainerResourceMetric',
      'FailedGetObjectMetric',
      'FailedGetPodsMetric',
      'FailedGetExternalMetric',
    ],
  ],
]);

/** JSON, with keys in any case. */
const annotatedConditions = z
  .string()
  .default('[]')
  .transform((annotation, context): unknown => {
    try {
      return JSON.parse(annotation, foldKeys);
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(conditions);

/** Version 1 keeps its conditions in an annotation, which means nothing in 2. */
const Autoscaler = z.discriminatedUnion('apiVersion', [
  z.object({
    apiVersion: z.literal('autoscaling/v1'),
    metadata: section({ annotations: section({ 'autoscaling.alpha.kubernetes.io/conditions': annotatedConditions }) }),
  }),
  z.object({ apiVersion: z.literal('autoscaling/v2'), status: section({ conditions }) }),
]);

/** Broken when it cannot get what it scales by, Healthy once it can scale or is at a limit. */
export const horizontalPodAutoscalerHealth = defineCheck({
  apiVersions: ['autoscaling/v1', 'autoscaling/v2'],
  fields: Autoscaler,
  judge: (autoscaler) => {
    const told =
      autoscaler.apiVersion === 'autoscaling/v2'
        ? autoscaler.status.conditions
        : autoscaler.metadata.annotations['autoscaling.alpha.kubernetes.io/conditions'];
    const broken = told.find(({ type, reason }) => brokenBy.get(type)?.includes(reason));
    if (broken) return health('Degraded', broken.message);
    const working = told.find(
      ({ type, status: holds }) => holds === 'True' && (type === 'AbleToScale' || type === 'ScalingLimited'),
    );
    return working ? health('Healthy', working.message) : health('Progressing', 'Waiting to Autoscale');
  },
});

function foldKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key.toLowerCase(), member]));
}
