import { z } from 'zod';
import { isJsonObject } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';
import type { ApiReply, Caller } from '../http/api-request.ts';
import { rateLimited } from '../http/rate-limit.ts';
import type { ScmHttpClient } from '../http/scm-http-client.ts';
import { parse } from '../reading/scm-api.ts';
import { type AwsCredentials, signV4 } from './sign-v4.ts';

export type AwsService = 'codecommit' | 'tagging' | 'sts';

interface AwsApiSettings {
  readonly client: Pick<ScmHttpClient, 'ask'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly caller: Caller;
  readonly credentials: AwsCredentials;
  readonly region: string;
  readonly endpoint: (service: AwsService, region: string) => string;
}

/** Calls of AWS' JSON services in one region, signed with one set of credentials. */
export class AwsApi {
  readonly #settings: AwsApiSettings;

  constructor(settings: AwsApiSettings) {
    this.#settings = settings;
  }

  /** `target` is the operation's full name (X-Amz-Target). One of the `missing` errors is the answer undefined. */
  async call<T>(
    service: AwsService,
    target: string,
    input: object,
    shape: z.ZodType<T>,
    missing: readonly string[] = [],
  ): Promise<Result<T | undefined, ScmFailure>> {
    const reply = await this.#send(service, JSON.stringify(input), {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
    });
    if (!reply.ok) return reply;
    if (reply.value.status !== 400) return parse(shape, reply.value.body);
    const type = errorType(reply.value.body);
    return missing.includes(type) ? succeed(undefined) : this.#failureOf(service, type);
  }

  /** All items of an operation that gives them in pages. */
  async list<T>(
    service: AwsService,
    target: string,
    input: object,
    page: { readonly shape: z.ZodType<T>; readonly items: string; readonly token: string },
  ): Promise<Result<readonly T[], ScmFailure>> {
    const items: T[] = [];
    let token: string | undefined;
    const shape = z.object({ [page.items]: z.array(z.unknown()), [page.token]: z.string().nullish() });
    for (let number = 1; number <= MOST_PAGES; number += 1) {
      const answer = await this.call(service, target, { ...input, [page.token]: token }, shape);
      if (!answer.ok) return answer;
      const found = parse(z.array(page.shape), answer.value?.[page.items]);
      if (!found.ok) return found;
      items.push(...found.value);
      const next = answer.value?.[page.token];
      if (typeof next !== 'string' || next === '') return succeed(items);
      token = next;
    }
    return fail({ kind: 'invalid', message: `a list has more than ${MOST_PAGES} pages` });
  }

  /** The same region with the rights of a role. */
  async assume(role: string): Promise<Result<AwsApi, ScmFailure>> {
    const form = new URLSearchParams({ Action: 'AssumeRole', Version: '2011-06-15', RoleArn: role });
    form.set('RoleSessionName', 'nabe');
    form.set('DurationSeconds', '900');
    const reply = await this.#send('sts', form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    });
    if (!reply.ok) return reply;
    if (reply.value.status === 400) return this.#failureOf('sts', errorType(reply.value.body));
    const answer = parse(AssumedRole, reply.value.body);
    if (!answer.ok) return answer;
    const { Credentials: keys } = answer.value.AssumeRoleResponse.AssumeRoleResult;
    const { caller } = this.#settings;
    return succeed(
      new AwsApi({
        ...this.#settings,
        caller: { ...caller, id: `${caller.id} ${role}` },
        credentials: {
          kind: 'aws',
          accessKeyId: keys.AccessKeyId,
          secretAccessKey: keys.SecretAccessKey,
          sessionToken: keys.SessionToken,
        },
      }),
    );
  }

  async #send(
    service: AwsService,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Result<ApiReply, ScmFailure>> {
    const { client, clock, caller, credentials, region, endpoint } = this.#settings;
    const url = endpoint(service, region);
    const signed = signV4({ method: 'POST', url, headers, body }, { region, service, credentials, atMs: clock.now() });
    return client.ask({ method: 'POST', url, headers: signed, body, expected: [400] }, caller);
  }

  #failureOf(service: AwsService, type: string): Result<never, ScmFailure> {
    if (!/^(?:Throttling|TooManyRequests|RequestLimitExceeded)/.test(type)) return fail(failureOf(type));
    const { clock, endpoint, region } = this.#settings;
    return fail(rateLimited(new URL(endpoint(service, region)).host, clock.now() + THROTTLED_MS));
  }
}

/** Of a body such as `{"__type": "com.amazonaws.codecommit#RepositoryDoesNotExistException"}`. */
function errorType(body: unknown): string {
  if (!isJsonObject(body)) return '';
  const { __type: named, Error: error } = body;
  const type = named ?? (isJsonObject(error) ? error.Code : undefined);
  return typeof type === 'string' ? type.replace(/^.*#/, '') : '';
}

function failureOf(type: string): ScmFailure {
  if (
    /^(?:AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken|InvalidClientToken|MissingAuthentication)/.test(
      type,
    )
  )
    return {
      kind: 'unauthorized',
      message: `it does not accept the credentials (${type}): the tenant must renew them`,
    };
  if (type.endsWith('DoesNotExistException')) return { kind: 'not-found', message: `there is no such thing (${type})` };
  return { kind: 'invalid', message: `it refuses the request (${type.replace(/[^A-Za-z]/g, '').slice(0, 80)})` };
}

/** STS answers XML unless asked for JSON. */
const AssumedRole = z.object({
  AssumeRoleResponse: z.object({
    AssumeRoleResult: z.object({
      Credentials: z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string(), SessionToken: z.string() }),
    }),
  }),
});

const MOST_PAGES = 1000;
/** AWS' buckets fill by the second. */
const THROTTLED_MS = 5000;
