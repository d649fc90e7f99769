import { fail, type Result, succeed } from '#core/model/result.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';
import type { ApiReply, ApiRequest, Caller } from './api-request.ts';
import { BoundedMap } from '../sharing/bounded-map.ts';
import { judgeAnswer, pointsToRateLimits } from './judge-answer.ts';
import { limitedForMs, rateLimited, WITHOUT_A_WORD_MS } from './rate-limit.ts';
import type { ScmExchange, WireAnswer } from './scm-exchange.ts';
import type { ScmLimits } from './scm-limits.ts';
import { SharedAnswers } from '../sharing/shared-answers.ts';
import { Turns } from '../sharing/turns.ts';

interface Remembered {
  readonly etag: string;
  readonly reply: ApiReply;
}

/** Of one caller at one host. */
interface Budget {
  readonly host: string;
  readonly turns: Turns;
  limitedUntilMs: number;
}

/**
 * Reads from code hosting services as they ask clients to: few requests at once, none while they limit us, known answers asked
 * for by their ETag (which costs no budget at GitHub), equal questions asked once. Only for requests that change nothing.
 */
export class ScmHttpClient {
  readonly #exchange: ScmExchange;
  readonly #clock: Clock;
  readonly #limits: ScmLimits;
  readonly #shared: SharedAnswers<ApiReply>;
  readonly #remembered: BoundedMap<Remembered>;
  readonly #budgets = new BoundedMap<Budget>(MOST_BUDGETS);

  constructor(exchange: ScmExchange, clock: Clock, limits: ScmLimits) {
    this.#exchange = exchange;
    this.#clock = clock;
    this.#limits = limits;
    this.#shared = new SharedAnswers(clock, limits.shareMs);
    this.#remembered = new BoundedMap(limits.rememberedCharacters);
  }

  /** Not called off with one caller, since others may wait for the same answer; each request has its deadline. */
  async ask(request: ApiRequest, caller: Caller): Promise<Result<ApiReply, ScmFailure>> {
    const { method = 'GET', url, headers, body = '' } = request;
    // The target of an AWS request is a header.
    const key = [caller.id, method, url, headers.accept, headers['x-amz-target'], body].join(' ');
    const budget = this.#budgetOf(caller, new URL(url));
    const send = async (): Promise<Result<ApiReply, ScmFailure>> =>
      budget.turns.take(async () => this.#try(request, caller, key, budget));
    return request.isFresh === true ? send() : this.#shared.share(key, send);
  }

  async #try(request: ApiRequest, caller: Caller, key: string, budget: Budget): Promise<Result<ApiReply, ScmFailure>> {
    for (let tries = 0; ; tries += 1) {
      const result = await this.#askOnce(request, caller, key, budget);
      if (result.ok || result.failure.kind !== 'unreachable' || tries >= this.#limits.retries) return result;
      await this.#clock.sleep(FIRST_PAUSE_MS * 2 ** tries * (0.5 + this.#clock.random()));
    }
  }

  async #askOnce(
    request: ApiRequest,
    caller: Caller,
    key: string,
    budget: Budget,
  ): Promise<Result<ApiReply, ScmFailure>> {
    if (budget.limitedUntilMs > this.#clock.now()) return limited(budget);
    const known = this.#remembered.get(key);
    const answer = await this.#exchange.send(known ? withEtag(request, known.etag) : request, caller.trust);
    if (!answer.ok) return answer;
    const isLimiting = this.#learn(answer.value, budget);
    if (isLimiting && answer.value.status >= 400) return limited(budget);
    if (known && answer.value.status === 304) return succeed(refreshed(known.reply, answer.value));
    const reply = judgeAnswer(request, answer.value);
    if (reply.ok) this.#remember(key, reply.value, answer.value.text.length);
    return reply;
  }

  /** Whether the answer says that nobody may ask for a while. */
  #learn(answer: WireAnswer, budget: Budget): boolean {
    const nowMs = this.#clock.now();
    const told = limitedForMs(answer.status, answer.headers, nowMs);
    const limitMs = told ?? (pointsToRateLimits(answer) ? WITHOUT_A_WORD_MS : undefined);
    if (limitMs !== undefined) budget.limitedUntilMs = Math.max(budget.limitedUntilMs, nowMs + limitMs);
    return limitMs !== undefined;
  }

  #remember(key: string, reply: ApiReply, characters: number): void {
    const { etag } = reply.headers;
    if (typeof etag === 'string') this.#remembered.set(key, { etag, reply }, key.length + characters);
    else this.#remembered.delete(key);
  }

  #budgetOf({ id }: Caller, { origin, host }: URL): Budget {
    const key = `${id} ${origin}`;
    const turns = new Turns(this.#limits.requestsInFlight);
    const budget = this.#budgets.get(key) ?? { host, turns, limitedUntilMs: 0 };
    this.#budgets.set(key, budget);
    return budget;
  }
}

function limited({ host, limitedUntilMs }: Budget): Result<never, ScmFailure> {
  return fail(rateLimited(host, limitedUntilMs));
}

/** The service may tell in the headers of a 304 that there is a further page now. */
function refreshed(reply: ApiReply, { headers: { link } }: WireAnswer): ApiReply {
  return link === undefined ? reply : { ...reply, headers: { ...reply.headers, link } };
}

function withEtag(request: ApiRequest, etag: string): ApiRequest {
  return { ...request, headers: { ...request.headers, 'if-none-match': etag } };
}

const FIRST_PAUSE_MS = 500;
const MOST_BUDGETS = 10_000;
