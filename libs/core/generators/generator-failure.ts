/** Why a generator gave no parameters. Any failure fails the whole set: nothing is created, updated or deleted. */
export interface GeneratorFailure {
  /**
   * `facts-incomplete`: try again when the world can be read.
   * `invalid-generator`: the author of the set must change it.
   */
  readonly kind: 'facts-incomplete' | 'invalid-generator';
  /** Place below `spec`: `generators[0].matrix.generators[1].git`. */
  readonly field: string;
  readonly message: string;
}
