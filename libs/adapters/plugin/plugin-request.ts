import { canonicalJson } from '#core/model/canonical-json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { PluginFailure, PluginParametersRequest } from '#flows/ports/generators/plugin.port.ts';
import type { OutsideHosts } from '#flows/ports/outside-hosts.port.ts';

/** One request as sent. `headers` carry the token: they are never logged and never part of a message. */
export interface PluginRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Says a question in Argo CD's protocol, or why nobody can be asked. */
export function pluginRequest(
  question: PluginParametersRequest,
  hosts: OutsideHosts,
): Result<PluginRequest, PluginFailure> {
  const url = hosts.checkUrl(`${question.baseUrl.trim().replace(/\/+$/, '')}/api/v1/getparams.execute`);
  if (!url.ok) return fail(refusal(url.failure));
  if (url.value.search !== '' || url.value.hash !== '')
    return fail({ kind: 'invalid', message: 'cannot be asked: its baseUrl must end before any ? or #' });
  // Anything else breaks the header; a line break at its end is what "echo" leaves in a Secret.
  if (!/^[\x21-\x7e]+$/.test(question.token))
    return fail({
      kind: 'unauthorized',
      message: 'cannot be asked: its token is empty or has spaces or line breaks in it: the tenant must correct it',
    });
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    authorization: `Bearer ${question.token}`,
    'content-type': 'application/json',
    'user-agent': 'nabe',
  };
  return succeed({ url: url.value, headers, body: bodyOf(question) });
}

/** Why a host may not be asked. */
export function refusal({ kind, message }: { readonly kind: string; readonly message: string }): PluginFailure {
  const known = kind === 'refused-host' || kind === 'unreachable' ? kind : 'invalid';
  return { kind: known, message: `cannot be asked: ${message}` };
}

/** Argo CD leaves out `parameters` that are empty. */
function bodyOf({ setName, parameters }: PluginParametersRequest): string {
  const input = Object.keys(parameters).length === 0 ? {} : { parameters };
  return canonicalJson({ applicationSetName: setName, input });
}
