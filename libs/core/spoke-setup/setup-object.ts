import type { JsonObject } from '../model/json.ts';

/** One object that setting up a cluster applies, with the address the API server has for it. */
export interface SetupObject {
  readonly path: string;
  readonly manifest: JsonObject;
}

export const RBAC_API_VERSION = 'rbac.authorization.k8s.io/v1';

export function namespaceObject(name: string): SetupObject {
  return { path: `/api/v1/namespaces/${name}`, manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } };
}
