/** What fairness remembers between two choices. Losing it costs one turn at most. */
export interface FairnessState {
  /** Tenant that had the last turn; '' before the first. */
  readonly lastServed: string;
  /** Earned and not yet used weight, by tenant. */
  readonly deficits: ReadonlyMap<string, number>;
  /** Person requests that may still go ahead of all tenants. */
  readonly expressCredit: number;
}

export const initialFairness: FairnessState = { lastServed: '', deficits: new Map(), expressCredit: 4 };
