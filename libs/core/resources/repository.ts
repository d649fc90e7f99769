import { z } from 'zod';
import { ObjectMeta } from './metadata.ts';
import { Conditions, GoDuration, SecretRef } from './shared-fields.ts';

export const RepositorySpec = z.object({
  url: z
    .string()
    .regex(/^https?:\/\/[^\s@]+$/)
    .meta({ description: 'http or https address, without credentials in it.' }),
  credentialsRef: SecretRef.optional().meta({ description: 'Secret in the same namespace with `username` and `password`.' }),
  interval: GoDuration.default('60s').meta({ description: 'How often the refs are listed.' }),
});

export const RepositoryStatus = z.object({
  refs: z
    .array(z.object({ revision: z.string(), commit: z.string() }))
    .optional()
    .meta({
      description: 'The revisions in use and the commit each one resolves to; sorted.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['revision'],
    }),
  observedGeneration: z.number().int().optional(),
  conditions: Conditions.optional(),
});

export const Repository = z.object({ metadata: ObjectMeta, spec: RepositorySpec, status: RepositoryStatus.default({}) });
export type Repository = z.infer<typeof Repository>;
export type RepositorySpec = z.infer<typeof RepositorySpec>;
export type RepositoryStatus = z.infer<typeof RepositoryStatus>;
