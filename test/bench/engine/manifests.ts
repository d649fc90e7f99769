import type { Manifest } from '#core/model/objects/manifest.ts';

/** The four objects of the Application that is measured: a Deployment without replicas, and what belongs to it. */
export function manifestsOf(name: string, namespace: string, value: string): Manifest[] {
  const labels = { app: name };
  const annotations = { 'example.com/value': value };
  const metadata = { name, namespace, labels, annotations };
  const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
  const container = { name: 'web', image: 'registry.example.com/web:1', ports: [{ containerPort: 8080 }], resources };
  const template = { metadata: { labels }, spec: { serviceAccountName: name, containers: [container] } };
  const backend = { service: { name, port: { number: 80 } } };
  const paths = [{ path: '/', pathType: 'Prefix', backend }];
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { replicas: 0, selector: { matchLabels: labels }, template },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata,
      spec: { rules: [{ host: `${name}.example.com`, http: { paths } }] },
    },
  ];
}

const COLLECTIONS: Readonly<Record<string, { readonly folder: string; readonly resource: string }>> = {
  ServiceAccount: { folder: '/api/v1', resource: 'serviceaccounts' },
  Service: { folder: '/api/v1', resource: 'services' },
  Deployment: { folder: '/apis/apps/v1', resource: 'deployments' },
  Ingress: { folder: '/apis/networking.k8s.io/v1', resource: 'ingresses' },
};

/** The kinds of {@link manifestsOf}, as API servers call them in addresses and metrics. */
export const RESOURCES: ReadonlySet<string> = new Set(Object.values(COLLECTIONS).map(({ resource }) => resource));

export function manifestPath({ kind, metadata }: Manifest): string {
  const { folder = '', resource = '' } = COLLECTIONS[kind] ?? {};
  return `${folder}/namespaces/${metadata.namespace ?? ''}/${resource}/${metadata.name}`;
}
