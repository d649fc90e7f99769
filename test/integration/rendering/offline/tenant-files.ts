import type { AgeKey } from '../../../sops/age-key.ts';
import { encryptWithSops } from '../../../sops/encrypt.ts';
import type { LocalVault } from '../../../sops/local-vault.ts';
import type { PgpKey } from '../../../sops/pgp-key.ts';

export const configMap = (name: string, data = 'a: b') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {${data}}\n`;
const secret = (name: string) => `apiVersion: v1\nkind: Secret\nmetadata:\n    name: ${name}\nstringData:\n    a: b\n`;

/** A chart that others depend on. */
export const libraryFiles = (version: string) => ({
  'web/Chart.yaml': `apiVersion: v2\nname: web\nversion: ${version}\n`,
  'web/values.yaml': 'colour: red\n',
  'web/templates/a.yaml': configMap('{{ .Release.Name }}-{{ .Chart.Version }}', 'colour: {{ .Values.colour }}'),
});

const shop = `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: web, version: 1.x, repository: "ADDRESS"}\n`;

export interface AppFilesNeeds {
  /** Address of the repository of charts. */
  readonly stable: string;
  readonly age: AgeKey;
  readonly pgp: PgpKey;
  readonly vault: LocalVault;
}

/** A repository with a folder for each kind of source. */
export async function appFiles({ stable, age, pgp, vault }: AppFilesNeeds): Promise<Record<string, string>> {
  const onlyData = ['--encrypted-regex', '^(data|stringData)$'];
  return {
    'plain/b.yaml': `${configMap('late')}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n`,
    'plain/deep/a.json': JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } }],
    }),
    'plain/deep/skipped.yaml': 'never: read',
    'over/kustomization.yaml': 'resources: [../base]\nlabels: [{pairs: {tier: web}}]\n',
    'base/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{name: env, literals: [A=1]}]\n',
    'base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "web:1", envFrom: [{configMapRef: {name: env}}]}]}
`,
    'shop/Chart.yaml': shop.replace('ADDRESS', stable),
    'shop/Chart.lock': `dependencies:\n- {name: web, version: 1.1.0, repository: "${stable}"}\n`,
    'shop/values.yaml': 'colour: blue\n',
    'shop/templates/a.yaml': configMap('shop', 'colour: {{ .Values.colour }}, commit: "{{ .Values.commit }}"'),
    'large/a.yaml': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`,
    'alias/Chart.yaml': shop.replace('ADDRESS', '@stable'),
    'sealed/a.yaml': await encryptWithSops('a.yaml', secret('for-age'), age, onlyData),
    'sealed-vault/a.yaml': await encryptWithSops('a.yaml', secret('for-vault'), { vault, names: ['red'] }, onlyData),
    'sealed-pgp/a.yaml': await encryptWithSops('a.yaml', secret('for-pgp'), pgp, onlyData),
  };
}
