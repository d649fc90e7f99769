/** How one API server is reached and who we are there. Holds secrets: never logged, never part of a message. */
export interface ConnectionSettings {
  /** Names the server in messages: `cluster prod-eu`, `the management cluster`. */
  readonly title: string;
  /** `https://host:port` with an optional path prefix, without a slash at the end. */
  readonly server: string;
  readonly tls: TlsSettings;
  /** The Authorization header, asked for before each request so that short-lived tokens stay fresh; undefined with a client certificate. */
  readonly authorization: () => Promise<string | undefined>;
  /** Requests at once; the connection lowers it by itself while the server pushes back. */
  readonly requestsInFlight: number;
  /** `nabe/<version>`. */
  readonly userAgent: string;
}

/** PEM texts. Without `ca` the system's store decides. */
export interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
}

/** What both HTTP clients send to prove who we are and, for a tenant, on whose behalf (law 4). */
export async function identityHeaders(
  settings: ConnectionSettings,
  impersonate: string | undefined,
): Promise<Record<string, string>> {
  const authorization = await settings.authorization();
  return {
    'user-agent': settings.userAgent,
    ...(authorization === undefined ? {} : { authorization }),
    ...(impersonate === undefined ? {} : { 'impersonate-user': impersonate }),
  };
}
