import { type ClientRequest, type IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import type { KubeConfig } from '@kubernetes/client-node';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import type { KubeAnswer, KubeApi, KubeMethod } from '#flows/ports/clusters/kube-api.port.ts';

/** Unit: milliseconds. */
const REQUEST_TIMEOUT_MS = 20_000;

/** An API server as the chosen context of a kubeconfig reaches it, with the user's own credentials, exec plugins included. */
export class KubeconfigApi implements KubeApi {
  private readonly config: KubeConfig;
  private readonly server: string;

  constructor(config: KubeConfig) {
    this.config = config;
    this.server = config.getCurrentCluster()?.server ?? '';
  }

  async request(
    method: KubeMethod,
    path: string,
    body?: JsonObject,
    contentType = 'application/json',
  ): Promise<KubeAnswer> {
    const options: RequestOptions = { method, headers: {} };
    await this.config.applyToHTTPSOptions(options);
    options.headers = {
      ...(isHeaders(options.headers) ? options.headers : {}),
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': contentType }),
    };
    options.signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const sent = request(this.server.replace(/\/+$/, '') + path, options);
    return answerOf(sent, body === undefined ? undefined : JSON.stringify(body));
  }
}

async function answerOf(sent: ClientRequest, body: string | undefined): Promise<KubeAnswer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.end(body);
  });
  return { status: response.statusCode ?? 0, body: parse(await text(response)) };
}

function parse(body: string): JsonValue {
  try {
    const value: JsonValue = JSON.parse(body);
    return value;
  } catch {
    return null;
  }
}

function isHeaders(headers: RequestOptions['headers']): headers is Record<string, string> {
  return isJsonObject(headers);
}
