import { CheckedInt } from '../functions/template-function.ts';
import type { Operand } from '../parser/nodes.ts';
import type { NumberLiteral } from '../parser/number-literal.ts';
import { GoComplex, goInt } from '../values/go-numbers.ts';
import type { GoValue } from '../values/go-value.ts';
import type { ParameterType } from '../values/signature.ts';
import { type Checked, goTypeNames } from './check-argument.ts';

export type ConstantOperand = Extract<Operand, { type: 'bool' | 'number' | 'string' }>;

export function isConstantOperand(operand: Operand): operand is ConstantOperand {
  return operand.type === 'bool' || operand.type === 'number' || operand.type === 'string';
}

const largestInt = 2n ** 63n - 1n;

/** The value of a literal where nothing asks for a type: numbers with a point or exponent are floats, others int. */
export function idealConstant(operand: ConstantOperand): Checked {
  if (operand.type !== 'number') return { value: operand.value };
  const { complex, float, integer, isFloatByDefault, text } = operand.number;
  if (complex !== undefined) return { value: new GoComplex(...complex) };
  if (isFloatByDefault) return { value: float };
  if (integer === undefined || integer > largestInt) return { problem: `${text} overflows int` };
  return { value: goInt(integer) };
}

/** The value of a literal given for a parameter: Go lets it take the parameter's type. */
export function constantArgument(operand: ConstantOperand, type: ParameterType, source: string): Checked {
  if (type === 'any' || type === 'value') return idealConstant(operand);
  const value = typedConstant(operand, type);
  if (value !== undefined) return { value };
  const isSimple = ['string', 'bool', 'int', 'int64', 'uint32', 'float64'].includes(type);
  if (!isSimple) return { problem: `can't handle ${source} for arg of type ${goTypeNames[type]}` };
  const expected = expectedNames.get(type) ?? type;
  return { problem: `expected ${expected}; found ${source}` };
}

const expectedNames: ReadonlyMap<ParameterType, string> = new Map([
  ['int', 'integer'],
  ['int64', 'integer'],
  ['uint32', 'unsigned integer'],
  ['float64', 'float'],
]);

function typedConstant(operand: ConstantOperand, type: ParameterType): GoValue {
  if (operand.type !== 'number') return typeof operand.value === goTypeOf(type) ? operand.value : undefined;
  return numericConstant(operand.number, type);
}

function goTypeOf(type: ParameterType): string {
  return type === 'bool' ? 'boolean' : type;
}

function numericConstant({ integer, float }: NumberLiteral, type: ParameterType): GoValue {
  if (type === 'float64') return float;
  if (integer === undefined || integer > largestInt) return undefined;
  if (type === 'uint32') return integer < 0n ? undefined : new CheckedInt(type, BigInt.asUintN(32, integer));
  return type === 'int' || type === 'int64' ? new CheckedInt(type, integer) : undefined;
}
