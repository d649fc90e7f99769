import { FastifyAdapter } from '@nestjs/platform-fastify';

/** What people ask for is short. Unit: bytes. */
const BODY_LIMIT = 16 * 1024;

/** A request that has not arrived completely by then is ended. Unit: milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000;

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/**
 * The HTTP server of the hub, with the security headers on every answer, errors included. No CORS: no page of another origin reads it.
 * Who asks is the address of the connection, or what X-Forwarded-For says where the connection is a trusted proxy's.
 */
export function createHttpAdapter(trustedProxies: readonly string[] = []): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    // Kubernetes names are up to 253 characters long.
    routerOptions: { maxParamLength: 512 },
  });
  adapter.getInstance().addHook('onSend', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  return adapter;
}
