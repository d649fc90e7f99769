/**
 * What generators look at in the outside world. Facts are fetched before anything is generated; one that could not be read
 * completely says so and fails the set, so that a short list never deletes anything (law 3).
 */
export type Fact<T> =
  | { readonly complete: true; readonly value: T }
  /** `message` is a sentence for the set's condition: what could not be read, why, who must act. */
  | { readonly complete: false; readonly message: string };

/** A registered cluster as generators and tenants' rules see it; never its credentials. */
export interface ClusterFact {
  readonly name: string;
  readonly server: string;
  readonly project?: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Facts {
  readonly clusters: Fact<readonly ClusterFact[]>;
  /** Every directory of the tree, as paths relative to its root and without it: `apps`, `apps/web`. */
  readonly directories: (repoURL: string, revision: string) => Fact<readonly string[]>;
}
