/** Who Nabe is to a repository's server. */
export type GitCredentials =
  | {
      readonly kind: 'basic';
      readonly username: string;
      readonly password: string;
      /** Shown without being asked, for servers that hide what they hold instead of asking. */
      readonly isUnasked?: boolean | undefined;
    }
  | { readonly kind: 'bearer'; readonly token: string }
  | GitHubApp
  /** The key is OpenSSH's or PEM's form, without passphrase. */
  | { readonly kind: 'ssh'; readonly privateKey: string };

/** A GitHub App that is installed where the repository is; its tokens last an hour. */
export interface GitHubApp {
  readonly kind: 'github-app';
  readonly appId: string;
  readonly installationId: string;
  /** PEM. */
  readonly privateKey: string;
  /** Root of the REST API, without a slash at the end. */
  readonly apiUrl: string;
}

/** PEM both. */
interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** An HTTP or SOCKS proxy; `noProxy` lists hosts that are reached past it, separated by commas. */
interface GitProxy {
  readonly url: string;
  readonly noProxy: string;
}

/** How a repository is reached, and as whom. Holds secrets: never logged, never part of a message. */
export interface RepositoryAccess {
  readonly credentials?: GitCredentials | undefined;
  readonly clientCertificate?: ClientCertificate | undefined;
  /** Certificates (PEM) to trust instead of the system's. */
  readonly ca?: string | undefined;
  /** Lines of an OpenSSH known_hosts file. */
  readonly knownHosts?: string | undefined;
  /** The server's certificate or host key is not checked: whoever answers may be anybody. */
  readonly isInsecure?: boolean | undefined;
  /** A registry is spoken to without TLS. */
  readonly isPlainHttp?: boolean | undefined;
  readonly proxy?: GitProxy | undefined;
}
