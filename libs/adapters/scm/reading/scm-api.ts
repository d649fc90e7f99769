import { z } from 'zod';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';
import { type ApiReply, type ApiRequest, type Caller, headerOf } from '../http/api-request.ts';
import type { ScmHttpClient } from '../http/scm-http-client.ts';
import type { Paging } from './paging.ts';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface ScmApiSettings {
  readonly client: Pick<ScmHttpClient, 'ask'>;
  readonly caller: Caller;
  /** Base URL, without a slash at its end. */
  readonly base: string;
  /** With the credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Most pages of a list. */
  readonly pages: number;
}

/** The API of one service, asked with one caller's credentials. */
export class ScmApi {
  readonly #settings: ScmApiSettings;

  constructor(settings: ScmApiSettings) {
    this.#settings = settings;
  }

  /** The answer as `shape` sees it; undefined when the service says there is no such thing. */
  async find<T>(path: string, query: Query, shape: z.ZodType<T>): Promise<Result<T | undefined, ScmFailure>> {
    const reply = await this.#ask({ url: this.#url(path, query) });
    if (!reply.ok) return reply.failure.kind === 'not-found' ? succeed(undefined) : reply;
    return parse(shape, reply.value.body);
  }

  /** Whether there is such a thing. HEAD spares its content; not every service knows it. */
  async exists(path: string, query: Query, method: 'HEAD' | 'GET'): Promise<Result<boolean, ScmFailure>> {
    const reply = await this.#ask({ url: this.#url(path, query), method });
    if (reply.ok) return succeed(true);
    return reply.failure.kind === 'not-found' ? succeed(false) : reply;
  }

  /**
   * All pages, or a failure. A list of several pages without a total is read until two readings agree (known pages cost little):
   * when something is deleted meanwhile, an item moves from a page not yet read to one already read and would be missing.
   */
  async list<T>(path: string, query: Query, shape: z.ZodType<T>, paging: Paging): Promise<Result<T[], ScmFailure>> {
    const url = this.#url(path, { ...query, ...paging.query });
    let before = await this.#read(url, shape, paging, false);
    for (let reading = 1; before.ok && !before.value.isSure && reading < MOST_READINGS; reading += 1) {
      const now = await this.#read(url, shape, paging, true);
      if (!now.ok || JSON.stringify(now.value.items) === JSON.stringify(before.value.items))
        return now.ok ? succeed(now.value.items) : now;
      before = now;
    }
    if (!before.ok) return before;
    return before.value.isSure ? succeed(before.value.items) : CHANGING;
  }

  async #read<T>(
    first: string,
    shape: z.ZodType<T>,
    paging: Paging,
    isFresh: boolean,
  ): Promise<Result<{ items: T[]; isSure: boolean }, ScmFailure>> {
    const items: T[] = [];
    let url = first;
    for (let page = 1, full = 0; page <= this.#settings.pages; page += 1) {
      const reply = await this.#ask({ url, isFresh });
      if (!reply.ok) return reply;
      const found = parse(z.array(shape), paging.items(reply.value));
      if (!found.ok) return found;
      items.push(...found.value);
      full += found.value.length > 0 ? 1 : 0;
      const next = paging.next(reply.value, new URL(url), found.value.length);
      if (next === undefined) {
        const total = totalOf(reply.value, paging);
        if (total !== undefined && total !== items.length) return CHANGING;
        return succeed({ items, isSure: full <= 1 || total !== undefined });
      }
      if (next === url) return strange('a page follows itself');
      url = next;
    }
    return fail({ kind: 'invalid', message: `a list has more than ${this.#settings.pages} pages` });
  }

  async #ask(request: Pick<ApiRequest, 'url' | 'method' | 'isFresh'>): Promise<Result<ApiReply, ScmFailure>> {
    return this.#settings.client.ask({ ...request, headers: this.#settings.headers }, this.#settings.caller);
  }

  #url(path: string, query: Query): string {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
    return `${this.#settings.base}${path}${search.size > 0 ? `?${search.toString()}` : ''}`;
  }
}

/** A segment of a path. "." and ".." would climb out of it, in any spelling; no service has things of such names. */
export function segment(text: string | number): string {
  const encoded = encodeURIComponent(text);
  return /^\.{0,2}$/.test(encoded) ? '%20' : encoded;
}

/** A path of several segments, such as that of a file. */
export function segments(path: string): string {
  return path.split('/').map(segment).join('/');
}

export function parse<T>(shape: z.ZodType<T>, value: unknown): Result<T, ScmFailure> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return succeed(parsed.data);
  const [issue] = parsed.error.issues;
  return strange(`field "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}`);
}

function totalOf(reply: ApiReply, { total }: Paging): number | undefined {
  const text = total && headerOf(reply, total);
  return text === undefined || text === '' ? undefined : Number(text);
}

function strange(why: string): Result<never, ScmFailure> {
  return fail({ kind: 'invalid', message: `its answer is not what this service documents: ${why}` });
}

const MOST_READINGS = 3;
const CHANGING = fail<ScmFailure>({ kind: 'unreachable', message: 'a list changed while it was read' });
