import type { JsonObject } from '../model/json.ts';
import { SYSTEM_NAMESPACE, TENANT_IDENTITY_NAMESPACE } from '../resources/metadata.ts';
import { HUB_CLUSTER_RULES, HUB_IDENTITY_RULES, TENANT_ROLE, type PolicyRule } from './hub-rules.ts';
import { namespaceObject, RBAC_API_VERSION, type SetupObject } from './setup-object.ts';
import { TENANT_RULES } from './tenant-rules.ts';

/** The hub's ServiceAccount on every spoke, and the name of its roles and bindings. */
export const HUB_IDENTITY = 'nabe-hub';

const RBAC_PATH = '/apis/rbac.authorization.k8s.io/v1';

/**
 * Everything a spoke needs before the hub can work on it, in the order to apply it: namespaces, the hub's identity, the
 * roles, the bindings. Applying it again changes nothing.
 */
export function spokeSetup(): readonly SetupObject[] {
  return [
    namespaceObject(SYSTEM_NAMESPACE),
    namespaceObject(TENANT_IDENTITY_NAMESPACE),
    {
      path: `/api/v1/namespaces/${SYSTEM_NAMESPACE}/serviceaccounts/${HUB_IDENTITY}`,
      manifest: {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: HUB_IDENTITY, namespace: SYSTEM_NAMESPACE },
        automountServiceAccountToken: false,
      },
    },
    ...extensibleRole(TENANT_ROLE, 'nabe.dev/aggregate-to-tenant', TENANT_RULES),
    ...extensibleRole(HUB_IDENTITY, 'nabe.dev/aggregate-to-hub', HUB_CLUSTER_RULES),
    clusterBinding(),
    identityRole(),
    identityBinding(),
  ];
}

/**
 * A ClusterRole that the platform team can extend by labelling one of theirs. Its rules are written out as well, because
 * only kube-controller-manager aggregates and not every spoke runs one.
 */
function extensibleRole(name: string, label: string, rules: readonly PolicyRule[]): SetupObject[] {
  const labels = { [label]: 'true' };
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: labels }] };
  return [clusterRole(`${name}-base`, rules, { labels }), clusterRole(name, rules, {}, { aggregationRule })];
}

function clusterRole(
  name: string,
  rules: readonly PolicyRule[],
  metadata: JsonObject,
  more: JsonObject = {},
): SetupObject {
  return {
    path: `${RBAC_PATH}/clusterroles/${name}`,
    manifest: {
      apiVersion: RBAC_API_VERSION,
      kind: 'ClusterRole',
      metadata: { name, ...metadata },
      rules: [...rules],
      ...more,
    },
  };
}

const HUB_SUBJECT = { kind: 'ServiceAccount', name: HUB_IDENTITY, namespace: SYSTEM_NAMESPACE };

function roleRef(kind: 'Role' | 'ClusterRole'): JsonObject {
  return { apiGroup: 'rbac.authorization.k8s.io', kind, name: HUB_IDENTITY };
}

function clusterBinding(): SetupObject {
  return {
    path: `${RBAC_PATH}/clusterrolebindings/${HUB_IDENTITY}`,
    manifest: {
      apiVersion: RBAC_API_VERSION,
      kind: 'ClusterRoleBinding',
      metadata: { name: HUB_IDENTITY },
      roleRef: roleRef('ClusterRole'),
      subjects: [HUB_SUBJECT],
    },
  };
}

function identityRole(): SetupObject {
  return {
    path: `${RBAC_PATH}/namespaces/${TENANT_IDENTITY_NAMESPACE}/roles/${HUB_IDENTITY}`,
    manifest: {
      apiVersion: RBAC_API_VERSION,
      kind: 'Role',
      metadata: { name: HUB_IDENTITY, namespace: TENANT_IDENTITY_NAMESPACE },
      rules: [...HUB_IDENTITY_RULES],
    },
  };
}

function identityBinding(): SetupObject {
  return {
    path: `${RBAC_PATH}/namespaces/${TENANT_IDENTITY_NAMESPACE}/rolebindings/${HUB_IDENTITY}`,
    manifest: {
      apiVersion: RBAC_API_VERSION,
      kind: 'RoleBinding',
      metadata: { name: HUB_IDENTITY, namespace: TENANT_IDENTITY_NAMESPACE },
      roleRef: roleRef('Role'),
      subjects: [HUB_SUBJECT],
    },
  };
}
