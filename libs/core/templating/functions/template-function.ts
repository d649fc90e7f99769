import type { TemplateEnvironment } from '../template-environment.ts';
import type { RenderBudget } from '../template-limits.ts';
import { GoList, GoMap, GoObject, type GoValue } from '../values/go-value.ts';
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
  version: GoObject | null;
}

const isArgument: Readonly<Record<ParameterType, (value: unknown) => boolean>> = {
  any: (value) => value !== undefined,
  value: () => true,
  string: (value) => typeof value === 'string',
  int: (value) => typeof value === 'number',
  int64: (value) => typeof value === 'bigint',
  uint32: (value) => typeof value === 'bigint',
  float64: (value) => typeof value === 'number',
  bool: (value) => typeof value === 'boolean',
  map: (value) => value === null || value instanceof GoMap,
  anys: (value) => value instanceof GoList,
  strings: (value) => value instanceof GoList,
  time: (value) => value instanceof GoObject,
  certificate: (value) => value instanceof GoObject,
  version: (value) => value === null || value instanceof GoObject,
};

type Arguments<P extends readonly ParameterType[]> = { -readonly [I in keyof P]: ArgumentTypes[P[I]] };

/** Makes a function of fixed parameters. The interpreter checks and converts the arguments before it runs. */
export function fixed<const P extends readonly ParameterType[]>(
  parameters: P,
  run: (this: CallContext, ...args: Arguments<P>) => GoValue,
): TemplateFunction {
  return {
    signature: { parameters },
    run: (args, context) => {
      const values: unknown = args.map(toArgument);
      if (!areArguments(values, parameters)) throw unchecked(parameters);
      return run.call(context, ...values);
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
      const grouped: unknown = [...args.slice(0, count).map(toArgument), args.slice(count).map(toArgument)];
      if (!areGrouped(grouped, parameters, rest)) throw unchecked([...parameters, rest]);
      return run.call(context, ...grouped);
    },
  };
}

function areArguments<P extends readonly ParameterType[]>(values: unknown, parameters: P): values is Arguments<P> {
  return Array.isArray(values) && parameters.every((type, index) => isArgument[type](values[index]));
}

function areGrouped<P extends readonly ParameterType[], R extends ParameterType>(
  values: unknown,
  parameters: P,
  rest: R,
): values is [...Arguments<P>, ArgumentTypes[R][]] {
  const further: unknown = Array.isArray(values) ? values.at(-1) : undefined;
  return areArguments(values, parameters) && Array.isArray(further) && further.every((one) => isArgument[rest](one));
}

/** A mistake of the interpreter. */
function unchecked(parameters: readonly ParameterType[]): Error {
  return new Error(`a function of ${parameters.join(', ')} was called with other arguments`);
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
