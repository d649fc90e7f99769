import { type Answers, noAnswers } from '#core/generators/facts/answers.ts';
import { questionKey } from '#core/generators/facts/question.ts';
import type { ClusterFact } from '#core/generators/facts.ts';
import { Application } from '#core/resources/application.ts';
import { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { applicationBody } from '#core/targeting/comparison/application-body.ts';
import type { WantedApplication } from '#core/targeting/judge-application.ts';

export const CLUSTERS = 500;
export const DIRECTORIES = 20;
export const OWNER = { tenant: 'red', set: 'shop' };

const repoURL = 'https://git.example.com/red/apps.git';

/** Every directory of a repository on every production cluster, with labels and a value of each cluster in it. */
export const spec = ApplicationSetSpec.parse({
  goTemplate: true,
  goTemplateOptions: ['missingkey=error'],
  generators: [
    {
      matrix: {
        generators: [
          {
            clusters: {
              selector: { matchLabels: { env: 'prod' } },
              values: { zone: '{{ .metadata.labels.region }}-{{ .name | trunc -1 }}' },
            },
          },
          {
            git: {
              repoURL,
              revision: 'main',
              directories: [{ path: 'apps/*' }, { path: 'apps/old-*', exclude: true }],
            },
          },
        ],
      },
    },
  ],
  template: {
    metadata: {
      name: '{{ .path.basenameNormalized }}-{{ .nameNormalized }}',
      labels: { region: '{{ .metadata.labels.region }}', zone: '{{ .values.zone | lower }}' },
      annotations: { note: '{{ index .metadata.labels "note" | default "none" }}' },
    },
    spec: {
      source: { repoURL, path: '{{ .path.path }}', targetRevision: 'main' },
      destination: { name: '{{ .name }}', namespace: '{{ .path.basename }}' },
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
    },
  },
});

export function clusters(): ClusterFact[] {
  return Array.from({ length: CLUSTERS }, (_, index) => ({
    name: `cluster-${String(index).padStart(3, '0')}`,
    server: `https://cluster-${index}.example.com:6443`,
    labels: { env: 'prod', region: ['eu-west', 'eu-north', 'us-east'][index % 3] ?? '', team: `team-${index % 17}` },
    annotations: { contact: `platform-${index % 5}@example.com` },
  }));
}

export function answers(): Answers {
  const question = questionKey({ kind: 'directories', repoURL, revision: 'main' });
  const directories = Array.from({ length: DIRECTORIES }, (_, index) => `apps/service-${index}`);
  const all = ['apps', 'docs', 'apps/old-shop', ...directories];
  return { ...noAnswers(), directories: new Map([[question, { complete: true, value: all }]]) };
}

/** As the management cluster has it after it was written. */
export function written(wanted: WantedApplication, index: number): Application {
  const { metadata, spec: wantedSpec } = applicationBody(wanted, OWNER);
  const names = { name: wanted.name, namespace: `tenant-${OWNER.tenant}`, uid: `uid-${index}`, generation: 1 };
  return Application.parse({ metadata: { ...metadata, ...names }, spec: wantedSpec, status: {} });
}
