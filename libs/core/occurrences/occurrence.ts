/** Something that happened to a resource and that people want to find with `kubectl describe` and `kubectl get events`. */
export interface Occurrence {
  /** `Warning`: somebody has to look. */
  readonly type: 'Normal' | 'Warning';
  /** One CamelCase word to filter by. */
  readonly reason: string;
  /** Sentences as in the status: stable, without secrets. */
  readonly message: string;
}
