import { z } from 'zod';
import { conditions, defineCheck, section } from '../../define-check.ts';
import { health } from '../../health.ts';

const CustomResourceDefinition = z.object({
  metadata: section({ deletionTimestamp: z.string().nullish() }),
  status: z.object({ conditions }),
});

/** Names accepted, established, no violations of its schema: only then can objects of the new kind be sent. */
export const customResourceDefinitionHealth = defineCheck({
  fields: CustomResourceDefinition,
  judge: ({ metadata, status }) => {
    if (metadata.deletionTimestamp) return health('Progressing', 'CRD is terminating');
    if (status.conditions.length === 0) return health('Progressing', 'Status conditions not found');
    const told = tellingConditions(status.conditions);
    const holds = (type: string) => told.some((condition) => condition.type === type);
    // Argo CD shows the text of the last condition that told anything, whichever it judges by.
    const message = told.at(-1)?.message ?? '';
    if (holds('Terminating')) return health('Progressing', `CRD is terminating: ${message}`);
    if (holds('NamesAccepted')) return health('Degraded', `CRD names have not been accepted: ${message}`);
    if (!holds('Established')) return health('Degraded', 'CRD is not established');
    if (holds('NonStructuralSchema')) return health('Degraded', `Schema violations found: ${message}`);
    return health('Healthy', 'CRD is healthy');
  },
});

/** Names count when they were refused; the others when they hold. */
function tellingConditions(all: z.output<typeof conditions>) {
  const telling: Readonly<Record<string, string>> = {
    Terminating: 'True',
    NamesAccepted: 'False',
    Established: 'True',
    NonStructuralSchema: 'True',
  };
  return all.filter(({ type, status }) => Object.hasOwn(telling, type) && telling[type] === status);
}
