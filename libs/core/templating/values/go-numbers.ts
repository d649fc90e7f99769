export type IntKind = 'int' | 'int32' | 'int64' | 'uint8' | 'uint32' | 'uint64';

/** A Go integer of a given width. Arithmetic wraps around, as Go's does. */
export class GoInt {
  readonly kind: IntKind;
  readonly value: bigint;

  constructor(kind: IntKind, value: bigint) {
    this.kind = kind;
    this.value = value;
  }
}

export function goInt(value: number | bigint): GoInt {
  return new GoInt('int', BigInt.asIntN(64, BigInt(value)));
}

export function goInt64(value: number | bigint): GoInt {
  return new GoInt('int64', BigInt.asIntN(64, BigInt(value)));
}

/** A complex literal; templates can only print and compare it. */
export class GoComplex {
  readonly real: number;
  readonly imaginary: number;

  constructor(real: number, imaginary: number) {
    this.real = real;
    this.imaginary = imaginary;
  }
}

const int64Limit = 2 ** 63;

/** Converts a float as Go on amd64 does: truncated, and the smallest integer for what does not fit. */
export function floatToInt64(value: number): bigint {
  if (!(value >= -int64Limit && value < int64Limit)) return -(2n ** 63n);
  return BigInt(Math.trunc(value));
}
