import { z } from 'zod';
import { defineCheck, listOf, section, text } from '../../define-check.ts';
import { type Health, health } from '../../health.ts';

const Condition = z.object({ type: text, status: text, reason: text, message: z.string().nullish() });
type Condition = z.output<typeof Condition>;

/**
 * Names accepted, established, no violations of its schema: only then can objects of the new kind be sent. The first condition that
 * stands in the way decides, as in Argo CD.
 */
export const customResourceDefinitionHealth = defineCheck({
  fields: z.object({
    metadata: section({ deletionTimestamp: z.string().nullish() }),
    status: z.object({ conditions: listOf(Condition) }).nullish(),
  }),
  judge: ({ metadata, status }) => {
    if (metadata.deletionTimestamp) return health('Progressing', 'CRD is terminating');
    if (!status) return health('Unknown', 'cannot read the object: it has no status');
    const { conditions } = status;
    if (conditions.length === 0) return health('Progressing', 'Status conditions not found');
    const isEstablished = conditions.some((each) => each.type === 'Established' && each.status === 'True');
    const otherwise = isEstablished
      ? health('Healthy', 'CRD is healthy')
      : health('Degraded', 'CRD is not established');
    return conditions.map(findObstacle).find((obstacle) => obstacle !== undefined) ?? otherwise;
  },
});

function findObstacle({ type, status, reason, message }: Condition): Health | undefined {
  const isInstalling = type === 'Established' && status !== 'True' && reason === 'Installing';
  if (isInstalling) return health('Progressing', 'CRD is being installed');
  const obstacle = obstacles.get(`${type}=${status}`);
  if (obstacle === undefined) return undefined;
  if (message == null) return health('Unknown', `cannot read the object: its condition ${type} has no message`);
  return health(obstacle.status, `${obstacle.says}: ${message}`);
}

const obstacles: ReadonlyMap<string, { readonly status: Health['status']; readonly says: string }> = new Map([
  ['Terminating=True', { status: 'Progressing', says: 'CRD is terminating' }],
  ['NamesAccepted=False', { status: 'Degraded', says: 'CRD names have not been accepted' }],
  ['NonStructuralSchema=True', { status: 'Degraded', says: 'Schema violations found' }],
]);
