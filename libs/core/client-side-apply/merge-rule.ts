/** How one field is merged, where that is not the usual way: objects field by field, lists and plain values as a whole. */
export interface MergeRule {
  /** A list whose elements are merged: those with the same value here belong together. Empty for lists of plain values. */
  readonly key?: string;
  /** Of an object (or of the elements of a list): fields that nobody states are not kept. */
  readonly retainKeys?: true;
  /** An object that is taken as a whole. */
  readonly replace?: true;
  /** The rules of the fields below, by type. */
  readonly type?: string;
}

export type MergeRules = Readonly<Record<string, MergeRule>>;

/** What the API server's OpenAPI document says of the kinds that come with Kubernetes, less what is usual. */
export interface MergeKeys {
  /** The type of each `apiVersion/kind`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, MergeRules>>;
}
