/** One page of a collection, sorted by namespace, then name. */
export interface Page<T> {
  readonly items: readonly T[];
  /** How many match the filters, on all pages together. */
  readonly total: number;
  /** Cursor of the page after this one; absent on the last. */
  readonly next?: string;
  /** `namespace/name` of resources that exist and cannot be shown, whatever the filters; absent when there are none. */
  readonly unreadable?: readonly string[];
}

export interface PageKey {
  /** '' for cluster-scoped resources. */
  readonly namespace: string;
  readonly name: string;
}

interface Named {
  readonly metadata: PageKey;
}

/**
 * Cuts the page after `cursor` out of the resources that match, which are sorted already. The cursor is a position, not a
 * number: what is created or deleted between two pages shifts nothing and repeats nothing.
 */
export function cutPage<R extends Named>(matching: readonly R[], limit: number, cursor?: PageKey): Page<R> {
  const rest = cursor === undefined ? matching : matching.filter(({ metadata }) => isAfter(metadata, cursor));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const isLastPage = rest.length <= limit || last === undefined;
  return { items, total: matching.length, ...(isLastPage ? {} : { next: formatCursor(last.metadata) }) };
}

function formatCursor({ namespace, name }: PageKey): string {
  return `${namespace}/${name}`;
}

/** Inverse of {@link formatCursor}; undefined for text of any other shape. */
export function parseCursor(text: string): PageKey | undefined {
  const [namespace, name, ...rest] = text.split('/');
  return namespace === undefined || !name || rest.length > 0 ? undefined : { namespace, name };
}

function isAfter(key: PageKey, cursor: PageKey): boolean {
  return key.namespace === cursor.namespace ? key.name > cursor.name : key.namespace > cursor.namespace;
}
