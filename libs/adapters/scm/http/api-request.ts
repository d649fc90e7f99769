import type { Trust } from './scm-connections.ts';

/** One request as sent. `headers` carry the credentials: they are never logged and never part of a message. */
export interface ApiRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | undefined;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Error statuses that are answers to this request, not failures. */
  readonly expected?: readonly number[] | undefined;
  /** True asks even if somebody else has just been answered. */
  readonly isFresh?: boolean | undefined;
}

/** Who asks: answers, budgets and connections are never shared between two of them. */
export interface Caller {
  /** Equal for equal credentials and trust; tells nothing about them. */
  readonly id: string;
  readonly trust: Trust;
}

/** A good answer. `body` is its JSON; undefined for HEAD. Shared: treat as frozen. */
export interface ApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** The first value of a header, by its name in lower case. */
export function headerOf({ headers }: ApiReply, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
