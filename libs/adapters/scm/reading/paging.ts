import { isJsonObject } from '#core/model/json.ts';
import { type ApiReply, headerOf } from '../http/api-request.ts';

/** How a service cuts a list into pages. */
export interface Paging {
  /** Asks for pages as large as the service gives. */
  readonly query: Readonly<Record<string, string | number>>;
  /** The items of a page; undefined when the answer is no page. */
  readonly items: (reply: ApiReply) => readonly unknown[] | undefined;
  /** The address of the page after this one. It differs in its query only, so that an answer cannot send us elsewhere. */
  readonly next: (reply: ApiReply, url: URL, found: number) => string | undefined;
  /** The header that says how many items the whole list has. */
  readonly total?: string;
}

/** GitHub: the body is the list, `Link` (RFC 8288) leads to the next page. */
export const githubPaging: Paging = {
  query: { per_page: 100 },
  items: (reply) => listOf(reply.body),
  next: nextByLink,
};

/** GitLab leaves the total away from 10,000 items on. */
export const gitlabPaging: Paging = { ...githubPaging, total: 'x-total' };

/** An installation may give fewer than asked for (MAX_RESPONSE_ITEMS, 50 by default). */
export const giteaPaging: Paging = { ...githubPaging, query: { limit: 50 }, total: 'x-total-count' };

export const bitbucketServerPaging: Paging = {
  query: { limit: 1000 },
  items: (reply) => listOf(fieldOf(reply, 'values')),
  next: (reply, url) => {
    const start = fieldOf(reply, 'nextPageStart');
    return fieldOf(reply, 'isLastPage') === false && typeof start === 'number' ? withQuery(url, { start }) : undefined;
  },
};

/** Bitbucket Cloud names the next page in full. */
export function bitbucketPaging(pageLength: number): Paging {
  return {
    query: { pagelen: pageLength },
    items: (reply) => listOf(fieldOf(reply, 'values')),
    next: (reply, url) => {
      const next = fieldOf(reply, 'next');
      return typeof next === 'string' ? withQueryOf(url, next) : undefined;
    },
  };
}

/** Azure DevOps: a header gives the token of the next page. */
export const azureTokenPaging: Paging = {
  query: {},
  items: (reply) => listOf(fieldOf(reply, 'value')),
  next: (reply, url) => {
    const token = headerOf(reply, 'x-ms-continuationtoken');
    return token === undefined || token === '' ? undefined : withQuery(url, { continuationToken: token });
  },
};

/** Azure DevOps, pull requests: pages are counted off until one comes back empty, since it may give fewer than asked for. */
export const azureSkipPaging: Paging = {
  query: { $top: 100, $skip: 0 },
  items: (reply) => listOf(fieldOf(reply, 'value')),
  next: (_reply, url, found) =>
    found === 0 ? undefined : withQuery(url, { $skip: Number(url.searchParams.get('$skip')) + found }),
};

/**
 * A full page without a link is not believed to be the last one: its answer may be a remembered one (304) from before a further
 * page came to be.
 */
function nextByLink(reply: ApiReply, url: URL, found: number): string | undefined {
  const links = (headerOf(reply, 'link') ?? '').split(/,(?=\s*<)/);
  const next = links
    .map((link) => /^\s*<([^>]*)>(.*)$/.exec(link))
    .find((match) => /;\s*rel="?next"?/.test(match?.[2] ?? ''));
  if (next?.[1] !== undefined) return withQueryOf(url, next[1]);
  const { per_page: perPage, page } = Object.fromEntries(url.searchParams);
  return found > 0 && found === Number(perPage) ? withQuery(url, { page: Number(page ?? 1) + 1 }) : undefined;
}

function withQueryOf(url: URL, other: string): string {
  const result = new URL(url);
  result.search = URL.canParse(other, url.href) ? new URL(other, url).search : '';
  return result.href;
}

function withQuery(url: URL, query: Readonly<Record<string, string | number>>): string {
  const result = new URL(url);
  for (const [name, value] of Object.entries(query)) result.searchParams.set(name, String(value));
  return result.href;
}

function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function fieldOf({ body }: ApiReply, name: string): unknown {
  return isJsonObject(body) ? body[name] : undefined;
}
