import { fail, succeed, type Result } from '#core/model/result.ts';
import type { ConfigMapKeyRef, SecretKeyRef } from '#core/resources/generators/generator-fields.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { ScmAccess, ScmCredentials } from '../../ports/generators/scm.port.ts';
import type { TenantValues } from './tenant-values.ts';

/** Where the options of the providers keep what lets us in. */
interface AccessOptions {
  readonly tokenRef?: SecretKeyRef | undefined;
  readonly accessTokenRef?: SecretKeyRef | undefined;
  readonly bearerToken?: { readonly tokenRef: SecretKeyRef } | undefined;
  readonly basicAuth?: { readonly username: string; readonly passwordRef: SecretKeyRef } | undefined;
  readonly user?: string | undefined;
  readonly appPasswordRef?: SecretKeyRef | undefined;
  readonly appSecretName?: string | undefined;
  readonly caRef?: ConfigMapKeyRef | undefined;
  /** Of AWS, whose access is not in its options. */
  readonly role?: string | undefined;
}

/** Reads what a provider's options refer to, from the tenant's own namespace. Fails with a sentence that says what is missing. */
export async function readScmAccess(
  { kind, options }: ScmProvider | PullRequestProvider,
  values: TenantValues,
): Promise<Result<ScmAccess, string>> {
  const credentials = await (kind === 'awsCodeCommit' ? readAccessKey(values) : readCredentials(options, values));
  if (!credentials.ok) return credentials;
  const { caRef }: AccessOptions = options;
  const authority = caRef === undefined ? succeed(undefined) : await values.configMapKey(caRef);
  if (!authority.ok) return authority;
  return succeed({ credentials: credentials.value, caData: authority.value });
}

async function readCredentials(
  options: AccessOptions,
  values: TenantValues,
): Promise<Result<ScmCredentials | undefined, string>> {
  const tokenRef = options.tokenRef ?? options.accessTokenRef ?? options.bearerToken?.tokenRef;
  if (options.appSecretName !== undefined) return readGithubApp(options.appSecretName, values);
  if (tokenRef !== undefined)
    return toCredentials(await values.secretKey(tokenRef), (token) => ({ kind: 'token', token }));
  const { basicAuth, user = '', appPasswordRef } = options;
  const passwordRef = basicAuth?.passwordRef ?? appPasswordRef;
  if (passwordRef === undefined) return succeed(undefined);
  const username = basicAuth?.username ?? user;
  return toCredentials(await values.secretKey(passwordRef), (password) => ({ kind: 'basic', username, password }));
}

function toCredentials(
  read: Result<string, string>,
  make: (value: string) => ScmCredentials,
): Result<ScmCredentials, string> {
  return read.ok ? succeed(make(read.value)) : read;
}

/**
 * Argo CD signs with the identity of its own pod, which no tenant may borrow here. Its documents have no field for an access key, so
 * that the Secret has a fixed name.
 */
const ACCESS_KEY_SECRET = 'aws-codecommit';

/** Keys as AWS' own tools name their variables. */
async function readAccessKey(values: TenantValues): Promise<Result<ScmCredentials, string>> {
  const secret = await values.secret(ACCESS_KEY_SECRET);
  if (!secret.ok) return secret;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = secret.value;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const where = values.describeSecret(ACCESS_KEY_SECRET);
    return fail(`${where} lacks AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY; add it.`);
  }
  const sessionToken = secret.value['AWS_SESSION_TOKEN'];
  return succeed({ kind: 'aws', accessKeyId, secretAccessKey, sessionToken });
}

/** Keys as in Argo CD's repository Secrets. */
async function readGithubApp(name: string, values: TenantValues): Promise<Result<ScmCredentials, string>> {
  const secret = await values.secret(name);
  if (!secret.ok) return secret;
  const { githubAppID: appId, githubAppInstallationID: installationId, githubAppPrivateKey: privateKey } = secret.value;
  if (appId === undefined || installationId === undefined || privateKey === undefined) {
    return fail(
      `${values.describeSecret(name)} lacks githubAppID, githubAppInstallationID or githubAppPrivateKey; add it.`,
    );
  }
  return succeed({ kind: 'github-app', appId, installationId, privateKey });
}
