import type { GoValue } from './go-value.ts';
import type { Signature } from './signature.ts';

export interface GoMethod {
  readonly signature: Signature;
  readonly run: (args: readonly GoValue[]) => GoValue;
}

/** A Go struct with methods, such as time.Time or *semver.Version. Fields are methods without parameters. */
export interface GoObjectShape {
  /** As `%T` prints it. */
  readonly typeName: string;
  readonly kind: 'struct' | 'ptr' | 'int';
  readonly fields: ReadonlyMap<string, () => GoValue>;
  readonly methods: ReadonlyMap<string, GoMethod>;
  readonly text: () => string;
  /** What it becomes in JSON and YAML. */
  readonly json: () => GoValue;
}

export class GoObject {
  readonly shape: GoObjectShape;
  /** The number behind it, for functions that take it back (for example nanoseconds of a time). */
  readonly payload: unknown;

  constructor(shape: GoObjectShape, payload: unknown) {
    this.shape = shape;
    this.payload = payload;
  }
}
