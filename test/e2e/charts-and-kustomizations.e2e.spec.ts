import { describe, expect, it } from 'vitest';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import { pathOf, readObject } from '../world/objects.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const CLUSTER = 'east';

let red: Team;
const world = storyWorld({ spokes: [{ name: CLUSTER, labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, { name: 'red', files: filesOfRed });
  await red.untilSynced(['both', 'chart', 'kustomization']);
});

function filesOfRed(url: string): Record<string, string> {
  return {
    'appsets/red.yaml': appSets(url),
    'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'shop/values.yaml': 'color: blue\n',
    'shop/templates/config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: "{{ .Release.Name }}"}
data:
  color: {{ .Values.color }}
  hasDeployments: {{ .Capabilities.APIVersions.Has "apps/v1/Deployment" | quote }}
  kube: {{ .Capabilities.KubeVersion.Version }}
`,
    'shop/templates/test.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: t, annotations: {helm.sh/hook: test}}\nspec: {containers: []}\n',
    'env/east.yaml': 'color: green\n',
    'base/kustomization.yaml': 'resources: [config.yaml]\n',
    'base/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: base}\ndata: {color: blue}\n',
    'overlay/kustomization.yaml': 'resources: [../base]\n',
  };
}

/** One Application for each way to render. */
function appSets(url: string): string {
  const set = (name: string, sources: string) => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: ${name}}
spec:
  goTemplate: true
  generators: [{clusters: {}}]
  template:
    metadata: {name: ${name}}
    spec:
      ${sources}
      destination: {name: "{{ .name }}", namespace: red}
      syncPolicy: {automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}
`;
  const place = `repoURL: ${url}, targetRevision: main`;
  return [
    set('chart', `source: {${place}, path: shop, helm: {valuesObject: {color: red}}}`),
    set(
      'kustomization',
      `source: {${place}, path: overlay, kustomize: {namePrefix: over-, commonLabels: {team: red}}}`,
    ),
    set(
      'both',
      `sources: [{${place}, ref: values}, {${place}, path: shop, helm: {valueFiles: ["$values/env/{{ .name }}.yaml"]}}]`,
    ),
  ].join('---\n');
}

const configMap = async (name: string) => await readObject(world(), CLUSTER, pathOf('configmaps', 'red', name));

describe('charts and kustomizations', () => {
  it('are applied as their renderers print them, told of the cluster they go to', async () => {
    const kube = expect.stringMatching(/^v1\.\d+\.\d+/);
    expect((await configMap('chart'))?.data).toEqual({ color: 'red', hasDeployments: 'true', kube });
    expect((await configMap('both'))?.data).toEqual({ color: 'green', hasDeployments: 'true', kube });
    expect(await configMap('over-base')).toMatchObject({
      metadata: { labels: { team: 'red' } },
      data: { color: 'blue' },
    });
  });

  it('follow a base and a value file that lie outside of their path, and nobody else is touched', async () => {
    const before = await red.application('chart');
    const commit = await red.commit(
      {
        'base/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: base}\ndata: {color: black}\n',
        'env/east.yaml': 'color: white\n',
      },
      'Other colors',
    );
    const follow = async () => {
      const [both, kustomization] = [await red.application('both'), await red.application('kustomization')];
      return both?.status.sync?.commit === commit && kustomization?.status.sync?.commit === commit;
    };
    await waitUntil(follow, { what: 'both follow', deadlineMs: 60_000, explain: () => world().logs() });
    expect([(await configMap('both'))?.data, (await configMap('over-base'))?.data]).toMatchObject([
      { color: 'white' },
      { color: 'black' },
    ]);
    expect((await red.application('chart'))?.status).toEqual(before?.status);
  });

  it('that reach outside of git are refused with file and line, and stay as they are', async () => {
    await red.commit(
      { 'overlay/kustomization.yaml': 'resources:\n  - ../base\n  - https://x.example/a.yaml\n' },
      'Fetch',
    );
    const isRefused = async () =>
      (await red.application('kustomization'))?.status.operation?.reason === 'InvalidManifests';
    await waitUntil(isRefused, { what: 'it is refused', deadlineMs: 60_000, explain: () => world().logs() });
    expect((await red.application('kustomization'))?.status.operation?.message).toContain(
      'overlay/kustomization.yaml:3: "https://x.example/a.yaml" is remote, and rendering has no network',
    );
    expect((await configMap('over-base'))?.data).toEqual({ color: 'black' });
  });
});
