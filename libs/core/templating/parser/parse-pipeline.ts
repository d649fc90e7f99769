import { parseNumberLiteral } from './number-literal.ts';
import type { Command, Operand, Pipeline } from './nodes.ts';
import type { ParseScope } from './parse-scope.ts';
import type { Token, TokenKind } from '../lexer/token.ts';
import { unquoteString } from './unquote.ts';

/** Parses up to and including the token of kind `end`; `context` names the place in errors. */
export function parsePipeline(scope: ParseScope, context: string, end: TokenKind): Pipeline {
  return scope.deeper(() => {
    const { start } = scope.reader.peekNonSpace();
    const declared = parseVariables(scope, context);
    const commands = parseCommands(scope, context, end);
    return { ...declared, commands, start, end: commands.at(-1)?.end ?? start };
  });
}

interface Declared {
  readonly variables: string[];
  readonly isAssignment: boolean;
}

/** Parses `$x :=`, `$x =`, and in a range `$i, $x :=`. */
function parseVariables(scope: ParseScope, context: string): Declared {
  const { reader } = scope;
  const variables: string[] = [];
  for (;;) {
    const goBack = reader.mark();
    const variable = reader.peekNonSpace();
    if (variable.kind !== 'variable') return { variables, isAssignment: false };
    reader.next();
    const next = reader.peekNonSpace();
    const isComma = next.kind === 'punctuation' && next.text === ',';
    if (next.kind !== 'assign' && next.kind !== 'declare' && !isComma) {
      goBack();
      return { variables, isAssignment: false };
    }
    reader.next();
    variables.push(variable.text);
    scope.variables.push(variable.text);
    if (!isComma) return { variables, isAssignment: next.kind === 'assign' };
    checkSecondVariable(scope, context, variables.length);
  }
}

function checkSecondVariable({ reader }: ParseScope, context: string, count: number): void {
  if (context !== 'range' || count > 1) reader.refuse(`too many declarations in ${context}`);
  const follows = reader.peekNonSpace().kind;
  if (follows !== 'variable' && follows !== 'right-delimiter' && follows !== 'right-paren') {
    reader.refuse('range can only initialize variables');
  }
}

const beginsOperand: ReadonlySet<TokenKind> = new Set([
  'bool',
  'character',
  'complex',
  'dot',
  'field',
  'identifier',
  'number',
  'raw-string',
  'string',
  'variable',
  'left-paren',
]);

function parseCommands(scope: ParseScope, context: string, end: TokenKind): Command[] {
  const { reader } = scope;
  const commands: Command[] = [];
  for (;;) {
    const token = reader.peekNonSpace();
    if (token.kind === end) break;
    if (!beginsOperand.has(token.kind) && !reader.isKeyword('nil')) reader.unexpected(token, context);
    commands.push(parseCommand(scope));
  }
  reader.next();
  if (commands.length === 0) reader.refuse(`missing value for ${context}`);
  const fixed = commands.findIndex(({ operands }, index) => index > 0 && isConstant(operands[0]));
  if (fixed > 0) reader.refuse(`non executable command in pipeline stage ${fixed + 1}`);
  return commands;
}

function isConstant(operand: Operand | undefined): boolean {
  return operand !== undefined && ['bool', 'dot', 'nil', 'number', 'string'].includes(operand.type);
}

/** Parses operands up to a pipe (taken) or the end of the pipeline (left). */
function parseCommand(scope: ParseScope): Command {
  const { reader } = scope;
  const operands: Operand[] = [];
  const { start } = reader.peekNonSpace();
  for (;;) {
    reader.peekNonSpace();
    const operand = parseOperand(scope);
    if (operand !== undefined) operands.push(operand);
    const token = reader.peek();
    if (token.kind === 'right-delimiter' || token.kind === 'right-paren') break;
    reader.next();
    if (token.kind === 'pipe') break;
    if (token.kind !== 'space') reader.unexpected(token, 'operand');
  }
  if (operands.length === 0) reader.refuse('empty command');
  return { operands, start, end: operands.at(-1)?.end ?? start };
}

/** A term and the fields directly behind it. */
function parseOperand(scope: ParseScope): Operand | undefined {
  const { reader } = scope;
  const term = parseTerm(scope);
  if (term === undefined || reader.peek().kind !== 'field') return term;
  const fields: string[] = [];
  while (reader.peek().kind === 'field') fields.push(reader.next().text.slice(1));
  const span = { start: term.start, end: reader.lastEnd };
  if (term.type === 'field' || term.type === 'variable')
    return { ...term, ...span, fields: [...term.fields, ...fields] };
  if (isConstant(term))
    reader.refuse(`unexpected . after term ${JSON.stringify(reader.text.slice(term.start, term.end))}`);
  return { type: 'chain', base: term, fields, ...span };
}

/** One constant, name or parenthesised pipeline; undefined, and nothing taken, before anything else. */
function parseTerm(scope: ParseScope): Operand | undefined {
  const { reader } = scope;
  const goBack = reader.mark();
  const token = reader.nextNonSpace();
  const term = parseSimpleTerm(scope, token);
  if (term !== undefined) return { ...term, start: token.start, end: reader.lastEnd };
  goBack();
  return undefined;
}

type Unplaced<T> = T extends unknown ? Omit<T, 'start' | 'end'> : never;

function parseSimpleTerm(scope: ParseScope, token: Token): Unplaced<Operand> | undefined {
  return termParsers[token.kind]?.(scope, token);
}

type TermParser = (scope: ParseScope, token: Token) => Unplaced<Operand> | undefined;

const termParsers: Partial<Record<TokenKind, TermParser>> = {
  identifier: ({ reader, functionNames }, { text, start }) => {
    if (!functionNames.has(text)) reader.refuse(`function "${text}" not defined`, start);
    return { type: 'function', name: text };
  },
  keyword: (_, { text }) => (text === 'nil' ? { type: 'nil' } : undefined),
  dot: () => ({ type: 'dot' }),
  bool: (_, { text }) => ({ type: 'bool', value: text === 'true' }),
  field: (_, { text }) => ({ type: 'field', fields: [text.slice(1)] }),
  variable: ({ reader, variables }, { text, start }) => {
    if (!variables.includes(text)) reader.refuse(`undefined variable "${text}"`, start);
    return { type: 'variable', name: text, fields: [] };
  },
  string: parseText,
  'raw-string': parseText,
  number: (scope, token) => parseNumber(scope, 'number', token),
  complex: (scope, token) => parseNumber(scope, 'complex', token),
  character: (scope, token) => parseNumber(scope, 'character', token),
  'left-paren': (scope) => ({
    type: 'pipeline',
    pipeline: parsePipeline(scope, 'parenthesized pipeline', 'right-paren'),
  }),
};

function parseText({ reader }: ParseScope, { text, start }: Token): Unplaced<Operand> {
  return { type: 'string', value: unquoteString(text) ?? reader.refuse('invalid syntax', start) };
}

function parseNumber(
  { reader }: ParseScope,
  kind: 'number' | 'complex' | 'character',
  token: Token,
): Unplaced<Operand> {
  const number = parseNumberLiteral(kind, token.text);
  return typeof number === 'string' ? reader.refuse(number, token.start) : { type: 'number', number };
}
