import { KubeConfig, type User } from '@kubernetes/client-node';
import type { TlsSettings } from '../transport/connection-settings.ts';

export interface KubeconfigChoice {
  /** Path of a kubeconfig; undefined inside a pod, where the ServiceAccount's files are used. */
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
}

/** Where a cluster is and who we are there. */
export interface KubeAccess {
  /** Undefined when the context names no cluster. */
  readonly server: string | undefined;
  readonly tls: TlsSettings;
  /** The Authorization header. */
  readonly authorization: string | undefined;
  /** How it is kept fresh: it stays what it is, it is the text of a file, or it has to be asked for again. */
  readonly renewal:
    | { readonly kind: 'never' }
    | { readonly kind: 'ask' }
    | { readonly kind: 'file'; readonly path: string };
}

/** One cluster of a kubeconfig, with every kind of authentication that `@kubernetes/client-node` knows. */
export class KubeconfigAccess {
  readonly #config = new KubeConfig();

  constructor({ kubeconfig, context }: KubeconfigChoice) {
    if (kubeconfig === undefined) this.#config.loadFromCluster();
    else this.#config.loadFromFile(kubeconfig);
    if (context !== undefined) this.#config.setCurrentContext(context);
  }

  /** As it is now: tokens that plugins hand out are theirs to renew. */
  async read(): Promise<KubeAccess> {
    const server = this.#config.getCurrentCluster()?.server;
    const renewal = renewalOf(this.#config.getCurrentUser());
    if (server === undefined) return { server, tls: {}, authorization: undefined, renewal };
    const options: Parameters<KubeConfig['applyToHTTPSOptions']>[0] = {};
    await this.#config.applyToHTTPSOptions(options);
    const { headers } = options;
    const authorization = headers === undefined || Array.isArray(headers) ? undefined : headers['Authorization'];
    return {
      server,
      tls: tlsOf(options),
      authorization: typeof authorization === 'string' ? authorization : undefined,
      renewal,
    };
  }
}

function tlsOf({
  ca,
  cert,
  key,
  servername,
  rejectUnauthorized,
}: Parameters<KubeConfig['applyToHTTPSOptions']>[0]): TlsSettings {
  return {
    ...(ca === undefined ? {} : { ca: String(ca) }),
    ...(cert === undefined ? {} : { cert: String(cert) }),
    ...(key === undefined ? {} : { key: String(key) }),
    ...(servername === undefined ? {} : { servername }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
  };
}

function renewalOf(user: User | null): KubeAccess['renewal'] {
  const file: unknown = user?.authProvider?.config?.tokenFile;
  if (typeof file === 'string') return { kind: 'file', path: file };
  return { kind: user?.exec || user?.authProvider ? 'ask' : 'never' };
}
