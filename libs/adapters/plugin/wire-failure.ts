import type { PluginFailure } from '#flows/ports/generators/plugin.port.ts';

/** Puts a network error into words. Nothing of the request is named but its host. */
export function wireFailure(host: string, error: unknown, refusalCode: string): PluginFailure {
  const code = codeOf(error);
  if (code === refusalCode)
    return {
      kind: 'refused-host',
      message: `cannot be asked: ${host} resolves to an address that is not public: the platform team must allow this host, or the tenant must name another address`,
    };
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return { kind: 'invalid', message: 'sent an answer of more than 4 MiB: its owner must make it smaller' };
  if (code === 'UND_ERR_ABORTED')
    return { kind: 'unreachable', message: `cannot be reached: the proxy refuses to connect to ${host}` };
  if (BROKEN_OFF.includes(code)) return { kind: 'unreachable', message: 'broke off its answer' };
  return { kind: 'unreachable', message: `cannot be reached at ${host} (${code})` };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}

const BROKEN_OFF = ['UND_ERR_SOCKET', 'ECONNRESET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'];
