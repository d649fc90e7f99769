import type { ClusterCredentials } from './credentials.ts';

/** What kube-controller-manager leaves out, with the reason for each: no cloud, no real nodes, no certificates to sign. */
const unusedControllers = [
  'node-ipam-controller',
  'node-route-controller',
  'cloud-node-lifecycle-controller',
  'certificatesigningrequest-signing-controller',
  'certificatesigningrequest-approving-controller',
  'certificatesigningrequest-cleaner-controller',
];

export function controllerManagerFlags(kubeconfig: string, caFile: string, credentials: ClusterCredentials): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    '--leader-elect=false',
    '--secure-port=0',
    `--controllers=*,${unusedControllers.map((name) => `-${name}`).join(',')}`,
    '--use-service-account-credentials=false',
    `--service-account-private-key-file=${credentials.serviceAccountKeyFile}`,
    `--root-ca-file=${caFile}`,
    // The defaults (20 and 30) make two dozen Deployments wait for each other.
    '--kube-api-qps=200',
    '--kube-api-burst=400',
    '--profiling=false',
  ];
}

export function schedulerFlags(kubeconfig: string): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    '--leader-elect=false',
    '--secure-port=0',
    '--profiling=false',
  ];
}

export function kwokFlags(kubeconfig: string, stagesFile: string): string[] {
  return [`--kubeconfig=${kubeconfig}`, `--config=${stagesFile}`, '--manage-all-nodes=true', '--v=WARN'];
}
