import { lexTemplate } from '../lexer/lexer.ts';
import type { Node, Pipeline, Template } from './nodes.ts';
import { parsePipeline } from './parse-pipeline.ts';
import { ParseScope } from './parse-scope.ts';
import type { Token } from '../lexer/token.ts';
import { TokenReader } from './token-reader.ts';
import { unquoteString } from './unquote.ts';

/** Parses a template of Go's text/template. Throws `TemplateError` (kind `syntax`) with line and column. */
export function parseTemplateText(text: string, name: string, functionNames: ReadonlySet<string>): Template {
  const reader = new TokenReader(name, text, lexTemplate(text));
  const scope = new ParseScope(reader, functionNames, new Map());
  const body: Node[] = [];
  while (reader.peek().kind !== 'end-of-input') {
    if (parseDefinition(scope)) continue;
    const item = parseItem(scope);
    if (isClosing(item)) reader.refuse(`unexpected {{${item.type}}}`, item.start);
    else body.push(item);
  }
  scope.define(name, body);
  return { name, text, definitions: scope.definitions };
}

/** Ends of a body: they are no nodes themselves. */
type Closing = { readonly type: 'end' | 'else'; readonly start: number };

function isClosing(item: Node | Closing): item is Closing {
  return item.type === 'end' || item.type === 'else';
}

/** Parses `{{define "name"}}…{{end}}` if it is next. */
function parseDefinition(scope: ParseScope): boolean {
  const { reader } = scope;
  const goBack = reader.mark();
  const isDefinition = reader.next().kind === 'left-delimiter' && isWord(reader.nextNonSpace(), 'define');
  if (!isDefinition) {
    goBack();
    return false;
  }
  const name = parseName(scope, reader.nextNonSpace(), 'define clause');
  reader.expect('right-delimiter', 'define clause');
  scope.isolated(() => scope.define(name, parseWholeBody(scope, 'define clause')));
  return true;
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'keyword' && token.text === word;
}

/** Parses up to `{{end}}`; an `{{else}}` is refused. */
function parseWholeBody(scope: ParseScope, context: string): readonly Node[] {
  const { body, closing } = parseBody(scope);
  if (closing.type === 'else') scope.reader.refuse(`unexpected {{else}} in ${context}`, closing.start);
  return body;
}

function parseBody(scope: ParseScope): { readonly body: Node[]; readonly closing: Closing } {
  return scope.deeper(() => {
    const body: Node[] = [];
    while (scope.reader.peekNonSpace().kind !== 'end-of-input') {
      const item = parseItem(scope);
      if (isClosing(item)) return { body, closing: item };
      body.push(item);
    }
    return scope.reader.refuse('unexpected EOF');
  });
}

function parseItem(scope: ParseScope): Node | Closing {
  const { reader } = scope;
  const token = reader.nextNonSpace();
  if (token.kind === 'text') return { type: 'text', text: token.text, start: token.start, end: token.end };
  if (token.kind !== 'left-delimiter') return reader.unexpected(token, 'input');
  return parseAction(scope);
}

function parseAction(scope: ParseScope): Node | Closing {
  const { reader } = scope;
  const goBack = reader.mark();
  const token = reader.nextNonSpace();
  switch (token.kind === 'keyword' ? token.text : '') {
    case 'block':
      return parseBlock(scope, token);
    case 'break':
    case 'continue':
      return parseJump(scope, token.text === 'break' ? 'break' : 'continue', token);
    case 'else':
      return parseElse(scope);
    case 'end':
      return { type: 'end', start: reader.expect('right-delimiter', 'end').start };
    case 'if':
    case 'range':
    case 'with':
      return parseControl(scope, token.text === 'if' ? 'if' : token.text === 'range' ? 'range' : 'with', token);
    case 'template':
      return parseTemplateCall(scope, token);
    default: {
      goBack();
      const pipeline = parsePipeline(scope, 'command', 'right-delimiter');
      return { type: 'action', pipeline, start: pipeline.start, end: pipeline.end };
    }
  }
}

function parseJump({ reader, rangeDepth }: ParseScope, type: 'break' | 'continue', { start, end }: Token): Node {
  reader.expect('right-delimiter', `{{${type}}}`);
  if (rangeDepth === 0) reader.refuse(`{{${type}}} outside {{range}}`, start);
  return { type, start, end };
}

/** `else if` and `else with` leave the keyword to `parseControl`. */
function parseElse({ reader }: ParseScope): Closing {
  const next = reader.peekNonSpace();
  if (isWord(next, 'if') || isWord(next, 'with')) return { type: 'else', start: next.start };
  return { type: 'else', start: reader.expect('right-delimiter', 'else').start };
}

function parseControl(scope: ParseScope, type: 'if' | 'range' | 'with', { start, end }: Token): Node {
  const visible = scope.variables.length;
  const pipeline = parsePipeline(scope, type, 'right-delimiter');
  if (type === 'range') scope.rangeDepth += 1;
  const { body, closing } = parseBody(scope);
  if (type === 'range') scope.rangeDepth -= 1;
  const otherwise = closing.type === 'else' ? parseOtherwise(scope, type) : undefined;
  scope.variables.length = visible;
  return { type, pipeline, body, otherwise, start, end };
}

function parseOtherwise(scope: ParseScope, type: 'if' | 'range' | 'with'): readonly Node[] {
  const { reader } = scope;
  if (type !== 'range' && reader.isKeyword(type)) {
    const token = reader.next();
    return [scope.deeper(() => parseControl(scope, type, token))];
  }
  const { body, closing } = parseBody(scope);
  if (closing.type !== 'end') reader.refuse('expected end; found {{else}}', closing.start);
  return body;
}

function parseBlock(scope: ParseScope, { start }: Token): Node {
  const { reader } = scope;
  const name = parseName(scope, reader.nextNonSpace(), 'block clause');
  const pipeline = parsePipeline(scope, 'block clause', 'right-delimiter');
  scope.isolated(() => scope.define(name, parseWholeBody(scope, 'block clause')));
  return { type: 'template', name, pipeline, start, end: pipeline.end };
}

function parseTemplateCall(scope: ParseScope, { start }: Token): Node {
  const { reader } = scope;
  const name = parseName(scope, reader.nextNonSpace(), 'template clause');
  let pipeline: Pipeline | undefined;
  if (reader.peekNonSpace().kind === 'right-delimiter') reader.next();
  else pipeline = parsePipeline(scope, 'template clause', 'right-delimiter');
  return { type: 'template', name, pipeline, start, end: reader.lastEnd };
}

function parseName({ reader }: ParseScope, token: Token, context: string): string {
  if (token.kind !== 'string' && token.kind !== 'raw-string') return reader.unexpected(token, context);
  return unquoteString(token.text) ?? reader.refuse('invalid syntax', token.start);
}
