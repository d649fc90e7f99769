import type { ApiClient } from './api-client.ts';

interface Cluster {
  readonly name: string;
  readonly request: ApiClient['request'];
}

interface Node {
  readonly spec: { readonly taints?: readonly unknown[] };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** Adds nodes `<cluster>-1`, `<cluster>-2`, … for kwok to run. A node that is there already stays as it is. */
export async function addNodes(cluster: Cluster, count: number): Promise<void> {
  for (let number = 1; number <= count; number++) {
    const name = `${cluster.name}-${number}`;
    const labels = { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' };
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } };
    const { status, body } = await cluster.request('POST', '/api/v1/nodes', node);
    if (status !== 201 && status !== 409) {
      throw new Error(
        `Cannot add node ${name}: kube-apiserver of ${cluster.name} answered ${status} ${JSON.stringify(body)}`,
      );
    }
  }
}

/** Whether all nodes are Ready; with controllers also whether they have taken off the taint that keeps pods away until then. */
export async function areNodesReady(cluster: Cluster, hasControllers: boolean): Promise<boolean> {
  const { status, body } = await cluster.request<{ readonly items: readonly Node[] }>('GET', '/api/v1/nodes');
  if (status !== 200) return false;
  return body.items.every((node) => isReady(node) && (!hasControllers || (node.spec.taints ?? []).length === 0));
}

/** kube-controller-manager works: it has given the namespace `default` its ServiceAccount, without which no pod is let in. */
export async function hasDefaultServiceAccount(cluster: Cluster): Promise<boolean> {
  const { status } = await cluster.request('GET', '/api/v1/namespaces/default/serviceaccounts/default');
  return status === 200;
}

function isReady(node: Node): boolean {
  return (node.status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
}
