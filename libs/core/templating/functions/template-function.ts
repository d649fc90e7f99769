import type { TemplateEnvironment } from '../template-environment.ts';
import type { RenderBudget } from '../template-limits.ts';
import type { GoList, GoMap, GoObject, GoValue } from '../values/go-value.ts';
import { GoInt } from '../values/go-numbers.ts';
import type { ParameterType, Signature } from '../values/signature.ts';

/** What a function may use beside its arguments. */
export interface CallContext {
  readonly budget: RenderBudget;
  readonly environment: TemplateEnvironment;
}

/** A function templates can call. It throws `FunctionError` to refuse. */
export interface TemplateFunction {
  readonly signature: Signature;
  readonly run: (args: readonly GoValue[], context: CallContext) => GoValue;
}

export type FunctionTable = ReadonlyMap<string, TemplateFunction>;

/** What an argument of each parameter type is in TypeScript. A nil map arrives as null. */
interface ArgumentTypes {
  any: Exclude<GoValue, undefined>;
  value: GoValue;
  string: string;
  int: number;
  int64: bigint;
  uint32: bigint;
  float64: number;
  bool: boolean;
  map: GoMap | null;
  anys: GoList;
  strings: GoList;
  time: GoObject;
  certificate: GoObject;
  version: GoObject;
}

type Arguments<P extends readonly ParameterType[]> = { -readonly [I in keyof P]: ArgumentTypes[P[I]] };

/** Makes a function of fixed parameters. The interpreter checks and converts the arguments before it runs. */
export function fixed<const P extends readonly ParameterType[]>(
  parameters: P,
  run: (this: CallContext, ...args: Arguments<P>) => GoValue,
): TemplateFunction {
  return {
    signature: { parameters },
    run: (args, context) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the interpreter has checked them against the signature
      const checked = args.map(toArgument) as Arguments<P>;
      return run.call(context, ...checked);
    },
  };
}

/** Makes a function whose further arguments arrive as one array, behind the fixed ones. */
export function variadic<const P extends readonly ParameterType[], R extends ParameterType>(
  parameters: P,
  rest: R,
  run: (this: CallContext, ...args: [...Arguments<P>, ArgumentTypes[R][]]) => GoValue,
): TemplateFunction {
  const count = parameters.length;
  return {
    signature: { parameters, rest },
    run: (args, context) => {
      const grouped = [...args.slice(0, count).map(toArgument), args.slice(count).map(toArgument)];
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the interpreter has checked them against the signature
      const checked = grouped as [...Arguments<P>, ArgumentTypes[R][]];
      return run.call(context, ...checked);
    },
  };
}

function toArgument(value: unknown): unknown {
  return value instanceof CheckedInt ? value.native : value;
}

/** An integer passed for a parameter of an integer type: int arrives as number, int64 and uint32 as bigint. */
export class CheckedInt extends GoInt {
  get native(): number | bigint {
    return this.kind === 'int' ? Number(this.value) : this.value;
  }
}
