import { assertNever } from '#core/model/result.ts';
import type { TemplateFunction } from '../functions/template-function.ts';
import type { Command, Operand, Pipeline, Span } from '../parser/nodes.ts';
import { GoList, GoObject, type GoValue } from '../values/go-value.ts';
import type { ParameterType, Signature } from '../values/signature.ts';
import { isTrue } from '../values/truth.ts';
import { canBeNil, type Checked, checkArgument, goTypeNames, nilOf } from './check-argument.ts';
import { constantArgument, idealConstant, isConstantOperand } from './constant.ts';
import { lookUpField } from './lookup-field.ts';
import type { RenderState } from './render-state.ts';

/** The value of the command before in the pipeline, if there is one: it becomes the last argument. */
type Piped = { readonly value: GoValue } | undefined;

/** Evaluates a pipeline and sets its variables. A nil interface comes out as no value, as in Go. */
export function evaluatePipeline(state: RenderState, dot: GoValue, pipeline: Pipeline): GoValue {
  let piped: Piped;
  for (const command of pipeline.commands) piped = { value: evaluateCommand(state, dot, command, piped) ?? undefined };
  const value = piped?.value;
  for (const name of pipeline.variables) {
    if (!pipeline.isAssignment) state.declare(name, value);
    else if (!state.assign(name, value)) state.refuse(pipeline, `undefined variable: ${name}`);
  }
  return value;
}

function evaluateCommand(state: RenderState, dot: GoValue, command: Command, piped: Piped): GoValue {
  state.context.budget.spend(1);
  const [first, ...args] = command.operands;
  if (first === undefined) return state.refuse(command, 'empty command');
  if (first.type === 'function') return callFunction(state, dot, { operand: first, span: command, args, piped });
  if ('fields' in first && first.fields.length > 0) return evaluateChain(state, dot, first, args, piped);
  if (args.length > 0 || piped !== undefined) {
    state.refuse(first, `can't give argument to non-function ${state.sourceOf(first)}`);
  }
  return first.type === 'nil' ? state.refuse(first, 'nil is not a command') : evaluateOperand(state, dot, first);
}

/** The value of an operand on its own. */
function evaluateOperand(state: RenderState, dot: GoValue, operand: Operand): GoValue {
  switch (operand.type) {
    case 'dot':
      return dot;
    case 'nil':
      return null;
    case 'variable':
      return operand.fields.length === 0
        ? state.lookUp(operand.name)
        : evaluateChain(state, dot, operand, [], undefined);
    case 'field':
    case 'chain':
      return evaluateChain(state, dot, operand, [], undefined);
    case 'pipeline':
      return state.context.budget.nested(() => evaluatePipeline(state, dot, operand.pipeline));
    case 'function':
      return callFunction(state, dot, { operand, span: operand, args: [], piped: undefined });
    case 'bool':
    case 'number':
    case 'string':
      return settle(state, operand, idealConstant(operand));
    default:
      return assertNever(operand);
  }
}

function settle(state: RenderState, span: Span, checked: Checked): GoValue {
  return 'problem' in checked ? state.refuse(span, checked.problem) : checked.value;
}

type ChainOperand = Extract<Operand, { type: 'field' | 'variable' | 'chain' }>;

/** Follows `.a.b.c`; arguments go to the last name, which must then be a method. */
function evaluateChain(
  state: RenderState,
  dot: GoValue,
  operand: ChainOperand,
  args: readonly Operand[],
  piped: Piped,
): GoValue {
  let receiver = chainStart(state, dot, operand);
  operand.fields.forEach((name, index) => {
    const isLast = index === operand.fields.length - 1;
    const use = { operand, span: operand, args: isLast ? args : [], piped: isLast ? piped : undefined };
    receiver = evaluateField(state, dot, receiver, name, use);
  });
  return receiver;
}

function chainStart(state: RenderState, dot: GoValue, operand: ChainOperand): GoValue {
  if (operand.type === 'field') return dot;
  if (operand.type === 'variable') return state.lookUp(operand.name);
  if (operand.base.type === 'nil')
    state.refuse(operand, `indirection through explicit nil in ${state.sourceOf(operand)}`);
  return evaluateOperand(state, dot, operand.base);
}

/** How something is called: the operand that names it, the node errors point at, and what it is given. */
interface Call {
  readonly operand: Operand;
  readonly span: Span;
  readonly args: readonly Operand[];
  readonly piped: Piped;
}

function evaluateField(state: RenderState, dot: GoValue, receiver: GoValue, name: string, call: Call): GoValue {
  const method = receiver instanceof GoObject ? receiver.shape.methods.get(name) : undefined;
  if (method !== undefined) {
    const args = evaluateArguments(state, dot, name, method.signature, call);
    return state.guard(call.span, name, () => method.run(args));
  }
  const hasArguments = call.args.length > 0 || call.piped !== undefined;
  return settle(state, call.operand, lookUpField(receiver, name, hasArguments, state.missingKey));
}

function callFunction(state: RenderState, dot: GoValue, call: Call): GoValue {
  const name = call.operand.type === 'function' ? call.operand.name : '';
  const callee = state.functions.get(name);
  if (callee === undefined) return state.refuse(call.span, `"${name}" is not a defined function`);
  if (name === 'and' || name === 'or') return shortCircuit(state, dot, name, callee, call);
  const args = evaluateArguments(state, dot, name, callee.signature, call);
  for (const arg of args) chargeText(state, arg);
  return bounded(
    state,
    state.guard(call.span, name, () => callee.run(args, state.context)),
  );
}

/** Characters that a function handles for the price of one step. */
const charactersPerStep = 8;

/** Functions read and write whole texts, so long ones cost more. */
function chargeText(state: RenderState, value: GoValue): void {
  if (typeof value === 'string') state.context.budget.spend(Math.floor(value.length / charactersPerStep));
}

/** No value may outgrow the limits on its way to the output. */
function bounded(state: RenderState, value: GoValue): GoValue {
  if (typeof value === 'string') state.context.budget.checkLength(value.length);
  chargeText(state, value);
  if (value instanceof GoList) state.context.budget.spend(value.items.length);
  return value;
}

/** Evaluates arguments only until the answer is known; the piped value counts as the last one. */
function shortCircuit(
  state: RenderState,
  dot: GoValue,
  name: string,
  { signature }: TemplateFunction,
  call: Call,
): GoValue {
  checkCount(state, name, signature, call);
  let value: GoValue;
  for (const operand of call.args) {
    value = evaluateArgument(state, dot, operand, 'value');
    if (isTrue(value) === (name === 'or')) return value;
  }
  return call.piped === undefined ? value : call.piped.value;
}

function evaluateArguments(
  state: RenderState,
  dot: GoValue,
  name: string,
  signature: Signature,
  call: Call,
): readonly GoValue[] {
  checkCount(state, name, signature, call);
  const { parameters, rest } = signature;
  const typeAt = (index: number): ParameterType => parameters[index] ?? rest ?? 'any';
  const args = call.args.map((operand, index) => evaluateArgument(state, dot, operand, typeAt(index)));
  if (call.piped !== undefined) {
    args.push(settle(state, call.operand, checkArgument(call.piped.value, typeAt(args.length))));
  }
  return args;
}

function checkCount(state: RenderState, name: string, { parameters, rest }: Signature, call: Call): void {
  const given = call.args.length + (call.piped === undefined ? 0 : 1);
  const wanted = parameters.length;
  if (rest === undefined ? given === wanted : given >= wanted) return;
  const least = rest === undefined ? '' : 'at least ';
  state.refuse(call.operand, `wrong number of args for ${name}: want ${least}${wanted} got ${given}`);
}

function evaluateArgument(state: RenderState, dot: GoValue, operand: Operand, type: ParameterType): GoValue {
  if (isConstantOperand(operand)) {
    return settle(state, operand, constantArgument(operand, type, state.sourceOf(operand)));
  }
  if (operand.type === 'nil') {
    return canBeNil(type) ? nilOf(type) : state.refuse(operand, `cannot assign nil to ${goTypeNames[type]}`);
  }
  return settle(state, operand, checkArgument(evaluateOperand(state, dot, operand), type));
}
