import { isJsonObject } from '#core/model/json.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { ControlPlaneFailure } from '#flows/ports/control-plane.port.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { controlPlaneFailure } from './control-plane-failure.ts';
import { decodeSecretData } from './decode-secret.ts';

export interface SecretToEnsure {
  readonly namespace: string;
  readonly name: string;
  /** Texts by key, for the case that there is none yet. */
  readonly create: () => Readonly<Record<string, string>>;
}

/** Reads a Secret of ours and creates it when there is none; of several that create it at once one wins, and all read the winner's. */
export async function ensureSecret(
  management: KubeConnection,
  { namespace, name, create }: SecretToEnsure,
): Promise<Result<Readonly<Record<string, string>>, ControlPlaneFailure>> {
  const folder = `/api/v1/namespaces/${namespace}/secrets`;
  const read = () => management.send({ method: 'GET', path: `${folder}/${name}` });
  let answer = await read();
  if (!answer.ok && answer.failure.status === 404) {
    const body = { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, stringData: create() };
    const created = await management.send({ method: 'POST', path: folder, body: JSON.stringify(body) });
    if (!created.ok && created.failure.status !== 409)
      return fail(controlPlaneFailure(`create Secret ${namespace}/${name}`, created.failure));
    answer = await read();
  }
  if (!answer.ok) return fail(controlPlaneFailure(`read Secret ${namespace}/${name}`, answer.failure));
  const { data } = answer.value.body;
  return succeed(decodeSecretData(isJsonObject(data) ? data : {}));
}
