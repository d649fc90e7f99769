/** An ApplicationSet with these generators, one a line below the field. Its template begins at the second line after them. */
export function appSetText(
  generators: string,
  { name = 'x-{{.name}}', project = 'red', revision = 'main' } = {},
): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: web, namespace: argocd}
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators:
${generators}
  template:
    metadata: {name: '${name}'}
    spec:
      project: '${project}'
      source: {repoURL: 'https://git.example.com/apps.git', path: web, targetRevision: ${revision}}
      destination: {name: '{{.name}}', namespace: web}
`;
}

/** On line 8, where {@link appSetText} puts generators. */
export const allClusters = '    - clusters: {}';

/** Two clusters that count, prod-eu and prod-us, and one that does not. */
export const clusterSecrets = `apiVersion: v1
kind: List
items:
  - kind: Secret
    apiVersion: v1
    metadata: {name: a, labels: {argocd.argoproj.io/secret-type: cluster, env: prod}}
    data: {name: ${btoa('prod-eu')}, server: ${btoa('https://eu')}}
  - kind: Secret
    apiVersion: v1
    metadata: {name: b, namespace: elsewhere, labels: {argocd.argoproj.io/secret-type: cluster}}
    stringData: {name: not-there, server: https://no}
---
apiVersion: nabe.dev/v1alpha1
kind: Cluster
metadata: {name: prod-us}
spec: {server: https://us}
`;
