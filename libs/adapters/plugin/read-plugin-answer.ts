import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { PluginFailure } from '#flows/ports/generators/plugin.port.ts';

type Read = Result<readonly JsonObject[], PluginFailure>;

/**
 * The parameter sets of an answer. An answer without a list is a failure, where Argo CD reads it as an empty list and removes all
 * applications of the set.
 */
export function readPluginAnswer(status: number, text: string): Read {
  const failure = failureOf(status);
  return failure ? fail(failure) : readParameters(text);
}

function failureOf(status: number): PluginFailure | undefined {
  if (status === 401)
    return { kind: 'unauthorized', message: 'does not accept the token (401): the tenant must correct it' };
  if (status === 403)
    return { kind: 'unauthorized', message: 'refuses what the token asks (403): the tenant must correct it' };
  if (status >= 500 || status === 408 || status === 429)
    return { kind: 'unreachable', message: `is in trouble (${status})` };
  if (status >= 400) return { kind: 'invalid', message: `refuses the request (${status}): ${MUST_ACT}` };
  if (status >= 300)
    return { kind: 'invalid', message: `redirects to another address (${status}): baseUrl must name the last one` };
  return undefined;
}

function readParameters(text: string): Read {
  const body = parseJson(text);
  if (body === undefined) return strange('is not JSON');
  const output = isJsonObject(body) ? body.output : undefined;
  const sets: unknown = isJsonObject(output) ? output.parameters : undefined;
  if (!Array.isArray(sets)) return strange('has no list output.parameters');
  const objects: JsonObject[] = [];
  for (const [index, set] of sets.entries()) {
    if (!isJsonObject(set)) return strange(`has something else than an object in output.parameters[${index}]`);
    if (isDeeperThan(MOST_LEVELS, set))
      return strange(`has more than ${MOST_LEVELS} levels in output.parameters[${index}]`);
    objects.push(set);
  }
  return succeed(objects);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(levels - 1, child));
}

function strange(why: string): Result<never, PluginFailure> {
  return fail({ kind: 'invalid', message: `sent an answer that ${why}: ${MUST_ACT}` });
}

const MUST_ACT = 'its owner must correct it';
/** Templates walk through values step by step; an answer of mere brackets must not exhaust the stack. */
const MOST_LEVELS = 100;
