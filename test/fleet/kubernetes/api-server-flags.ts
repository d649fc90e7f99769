import type { ClusterCredentials } from './credentials.ts';

export interface ApiServerSettings {
  readonly name: string;
  readonly port: number;
  readonly etcdUrl: string;
  /** Where kube-apiserver puts the serving certificate it makes for itself (apiserver.crt, apiserver.key); used again at a restart. */
  readonly certificateFolder: string;
  readonly credentials: ClusterCredentials;
  /** Without kube-controller-manager nobody makes the default ServiceAccount that admission wants to see before it lets a Pod in. */
  readonly hasControllers: boolean;
  readonly audit?: { readonly policyFile: string; readonly logFile: string };
}

/** Flags of a kube-apiserver that behaves like any other, on loopback, with what a short life does not need left out. */
export function apiServerFlags(settings: ApiServerSettings): string[] {
  const { credentials, audit } = settings;
  return [
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${settings.port}`,
    `--cert-dir=${settings.certificateFolder}`,
    `--etcd-servers=${settings.etcdUrl}`,
    `--etcd-prefix=/${settings.name}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    `--token-auth-file=${credentials.tokenFile}`,
    '--anonymous-auth=false',
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-signing-key-file=${credentials.serviceAccountKeyFile}`,
    `--service-account-key-file=${credentials.serviceAccountPublicKeyFile}`,
    '--allow-privileged=true',
    ...(settings.hasControllers ? [] : ['--disable-admission-plugins=ServiceAccount']),
    ...(audit === undefined ? [] : [`--audit-policy-file=${audit.policyFile}`, `--audit-log-path=${audit.logFile}`]),
    ...cheaperFlags,
  ];
}

/** Save CPU and memory and change nothing that a client of the API can see. */
const cheaperFlags = [
  // A loopback address may not stand in the Endpoints of the Service "kubernetes": trying again and again costs CPU and log lines.
  '--endpoint-reconciler-type=none',
  // Nobody profiles these servers.
  '--profiling=false',
  // Counting objects per kind in etcd feeds metrics only.
  '--etcd-count-metric-poll-period=0',
  // A fleet is gone before old revisions take noticeable room.
  '--etcd-compaction-interval=0',
];

/** Every request once, when it is answered, without bodies; a watch also when it begins, because its end may be hours away. */
export const auditPolicy = `${JSON.stringify({
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata' }],
})}\n`;
