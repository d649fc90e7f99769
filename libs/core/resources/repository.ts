import { z } from 'zod';
import { ObjectMeta } from './metadata.ts';
import { SourceIntegrity } from './source-integrity.ts';
import { Conditions, GoDuration, ObservedGeneration, SecretRef } from './schema/shared-fields.ts';

const ResolvedRef = z.object({
  revision: z
    .string()
    .describe(
      'Branch, tag, HEAD, version range or commit id, as it is asked for; CHART@VERSION for a chart. ' +
        'Ends in "for tenant NAME" where a shared repository is held against the sourceIntegrity of that Tenant.',
    ),
  commit: z.string().describe('Full SHA it resolves to; sha256:… for a chart or an artifact.'),
  version: z.string().optional().describe('Of a chart, the version; of an artifact, the tag.'),
  signer: z.string().optional().describe('Who signed it, where sourceIntegrity asks for that.'),
});

export const RepositorySpec = z
  .object({
    url: z
      .string()
      .max(2000)
      .regex(
        /^((?:https?|oci):\/\/[^\s@]+|ssh:\/\/([A-Za-z0-9_][A-Za-z0-9._-]*@)?[^\s@]+|([A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9_][A-Za-z0-9.-]*:[^\s/:][^\s]*)$/,
      )
      .describe(
        'Address: https://host/path, http://…, ssh://git@host/path or git@host:path, and oci://host/path for a registry; without credentials in it.',
      ),
    type: z
      .enum(['git', 'helm', 'oci'])
      .default('git')
      .describe('What it holds: git, charts with an index.yaml (helm), or charts and artifacts of a registry (oci).'),
    credentialsRef: SecretRef.optional().describe(
      'Secret in the same namespace that says how to log in and whom to trust; keys as in repository Secrets of Argo CD: ' +
        'username and password, bearerToken, githubAppID with githubAppInstallationID and githubAppPrivateKey, or sshPrivateKey; ' +
        'tlsClientCertData with tlsClientCertKey, insecure, proxy, noProxy; and tlsCaData and sshKnownHosts.',
    ),
    webhookSecretRef: SecretRef.optional().describe(
      'Secret in the same namespace that proves webhooks: `secret`, or `username` and `password` for Azure DevOps. Without it webhooks are ignored.',
    ),
    interval: GoDuration.default('60s').meta({
      description: 'How often it is read, such as 30s or 5m; at least 1s.',
      'x-kubernetes-validations': [
        { rule: 'duration(self) >= duration("1s")', message: 'the interval is at least 1s' },
      ],
    }),
    submodules: z
      .boolean()
      .optional()
      .describe(
        "Fetch submodules, each by the tenant's Repository with its address. Default false: they are empty folders.",
      ),
    lfs: z
      .boolean()
      .optional()
      .describe(
        'Read files that Git LFS keeps, with the credentials of the repository. Default false: a manifest or value file that is a pointer is refused.',
      ),
    decryption: z
      .object({
        secretRef: SecretRef.describe(
          'Secret in the namespace of the tenant that deploys: age identities under names ending in .agekey, armoured PGP private keys under names ending in .asc.',
        ),
      })
      .optional()
      .describe('Keys for files that SOPS has encrypted. Without it, such a file is refused.'),
    sourceIntegrity: SourceIntegrity.optional().describe(
      'Whose signatures make a commit deployable; counts in addition to what the Tenant says.',
    ),
  })
  .meta({
    description: 'A repository and how it is read.',
    'x-kubernetes-validations': [
      {
        rule: '(self.type == "oci") == self.url.startsWith("oci://")',
        message: 'an oci:// address and type oci belong together',
      },
      {
        rule: '!has(self.webhookSecretRef) || !has(self.credentialsRef) || self.webhookSecretRef.name != self.credentialsRef.name',
        message: 'webhooks need a Secret of their own: everybody who may set webhooks up learns what is in it',
      },
    ],
  });

export const RepositoryStatus = z
  .object({
    refs: z
      .array(ResolvedRef)
      .optional()
      .meta({
        description: 'The revisions in use and what each one resolves to; sorted.',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['revision'],
      }),
    observedGeneration: ObservedGeneration,
    conditions: Conditions.optional(),
  })
  .describe('Written by the hub; kept as it was while the repository cannot be reached.');

export const Repository = z.object({
  metadata: ObjectMeta,
  spec: RepositorySpec,
  status: RepositoryStatus.default({}),
});
export type Repository = z.infer<typeof Repository>;
export type ResolvedRef = z.infer<typeof ResolvedRef>;
export type RepositorySpec = z.infer<typeof RepositorySpec>;
export type RepositoryStatus = z.infer<typeof RepositoryStatus>;
