/**
 * Word of pushes that a webhook has proven, for hubs and workers alike. It saves time and nothing else: what was lost is noticed by the
 * poll that every webhook also asks for.
 */
export interface PushAnnouncements {
  /** `repository` is `namespace/name`. Never fails. */
  announce(repository: string): void;
  /** Calls back for each announcement, one's own included. Answers what ends it. */
  follow(listener: (repository: string) => void): () => void;
}
