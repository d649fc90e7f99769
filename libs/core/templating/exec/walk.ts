import { assertNever } from '#core/model/result.ts';
import type { Node, Pipeline } from '../parser/nodes.ts';
import { formatValue } from '../printf/print.ts';
import { GoList, GoMap, type GoValue } from '../values/go-value.ts';
import { GoInt, goInt } from '../values/go-numbers.ts';
import { isTrue } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import { evaluatePipeline } from './evaluate.ts';
import type { RenderState } from './render-state.ts';

/** How a body ended: at its end, or at a break or continue for the range around it. */
type Outcome = 'end' | 'break' | 'continue';

/** Writes the output of a body. */
export function walkBody(state: RenderState, dot: GoValue, body: readonly Node[]): Outcome {
  for (const node of body) {
    const outcome = walkNode(state, dot, node);
    if (outcome !== 'end') return outcome;
  }
  return 'end';
}

type ControlNode = Extract<Node, { type: 'if' | 'with' | 'range' }>;

function walkNode(state: RenderState, dot: GoValue, node: Node): Outcome {
  state.context.budget.spend(1);
  switch (node.type) {
    case 'text':
      state.output.write(node.text);
      return 'end';
    case 'action':
      walkAction(state, dot, node.pipeline);
      return 'end';
    case 'if':
    case 'with':
      return state.context.budget.nested(() => state.scoped(() => walkCondition(state, dot, node)));
    case 'range':
      return state.context.budget.nested(() => state.scoped(() => walkRange(state, dot, node)));
    case 'template':
      walkTemplate(state, dot, node);
      return 'end';
    case 'break':
    case 'continue':
      return node.type;
    default:
      return assertNever(node);
  }
}

function walkAction(state: RenderState, dot: GoValue, pipeline: Pipeline): void {
  const value = evaluatePipeline(state, dot, pipeline);
  if (pipeline.variables.length > 0) return;
  state.output.write(value === undefined ? '<no value>' : formatValue(value, state.context.budget));
}

function walkCondition(state: RenderState, dot: GoValue, node: ControlNode): Outcome {
  const value = evaluatePipeline(state, dot, node.pipeline);
  if (isTrue(value)) return walkBody(state, node.type === 'with' ? value : dot, node.body);
  return node.otherwise === undefined ? 'end' : walkBody(state, dot, node.otherwise);
}

/** One round of a range: what `$i` and the element become. */
type Round = readonly [index: GoValue, element: GoValue];

function walkRange(state: RenderState, dot: GoValue, node: ControlNode): Outcome {
  const value = evaluatePipeline(state, dot, node.pipeline);
  let isEmpty = true;
  for (const round of roundsOf(state, value, node)) {
    isEmpty = false;
    state.context.budget.spend(1);
    const outcome = state.scoped(() => {
      setRangeVariables(state, node.pipeline, round);
      return walkBody(state, round[1], node.body);
    });
    if (outcome === 'break') break;
  }
  return isEmpty && node.otherwise !== undefined ? walkBody(state, dot, node.otherwise) : 'end';
}

/** The rounds over a list, a map (by sorted key) or the numbers below an integer. */
function* roundsOf(state: RenderState, value: GoValue, node: ControlNode): Generator<Round> {
  if (value === undefined || value === null) return;
  if (value instanceof GoList) yield* value.items.entries().map(([index, item]): Round => [goInt(index), item]);
  else if (value instanceof GoMap) for (const key of value.sortedKeys()) yield [key, value.entries.get(key)];
  else if (value instanceof GoInt) yield* countRounds(state, value, node);
  else state.refuse(node.pipeline, `range can't iterate over a ${typeName(value)}`);
}

function* countRounds(state: RenderState, { kind, value }: GoInt, node: ControlNode): Generator<Round> {
  if (node.pipeline.variables.length > 1) {
    state.refuse(node.pipeline, `can't use ${value} to iterate over more than one variable`);
  }
  for (let count = 0n; count < value; count += 1n) yield [undefined, new GoInt(kind, count)];
}

/** With one variable it is the element, with two the index comes first. */
function setRangeVariables(state: RenderState, { variables, isAssignment }: Pipeline, [index, element]: Round): void {
  const values = variables.length > 1 ? [index, element] : [element];
  variables.forEach((name, at) => {
    // The pipeline has declared its variables already; inner ones of the same name hide them for one round.
    if (isAssignment) state.assign(name, values[at]);
    else state.declare(name, values[at]);
  });
}

function walkTemplate(state: RenderState, dot: GoValue, node: Extract<Node, { type: 'template' }>): void {
  const body = state.template.definitions.get(node.name);
  if (body === undefined) state.refuse(node, `template ${JSON.stringify(node.name)} not defined`);
  const inner = node.pipeline === undefined ? undefined : evaluatePipeline(state, dot, node.pipeline);
  state.context.budget.deeper(() => walkBody(state.called(node.name, inner), inner, body));
}
