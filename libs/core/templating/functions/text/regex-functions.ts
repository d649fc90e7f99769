import { RE2JS, RE2JSException } from 're2js';
import { FunctionError } from '../../template-failure.ts';
import { GoList } from '../../values/go-value.ts';
import { type CallContext, fixed, type TemplateFunction } from '../template-function.ts';
import { expandReplacement, findMatches, replaceMatches } from './regex-matches.ts';

/** sprig's functions on regular expressions of RE2's syntax: every search takes time linear in the text. */
export const regexFunctions: Readonly<Record<string, TemplateFunction>> = {
  regexMatch: fixed(['string', 'string'], function (expression, text) {
    chargeSearch(this, expression, text);
    try {
      return RE2JS.compile(expression).matcher(text).find();
    } catch (error) {
      if (error instanceof RE2JSException) return false;
      throw error;
    }
  }),
  mustRegexMatch: fixed(['string', 'string'], function (expression, text) {
    return compile(this, expression, text).matcher(text).find();
  }),
  regexQuoteMeta: fixed(['string'], (text) => text.replace(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`)),
  ...alsoMust({
    regexFind: fixed(['string', 'string'], function (expression, text) {
      const [match] = findMatches(compile(this, expression, text), text, 1, this.budget);
      return match === undefined ? '' : text.slice(match.start, match.end);
    }),
    regexFindAll: fixed(['string', 'string', 'int'], function (expression, text, count) {
      const matches = findMatches(compile(this, expression, text), text, count, this.budget);
      return new GoList(
        matches.map(({ start, end }) => text.slice(start, end)),
        'string',
      );
    }),
    regexReplaceAll: fixed(['string', 'string', 'string'], function (expression, text, replacement) {
      const regex = compile(this, expression, text);
      return replaceMatches(
        regex,
        text,
        (groups) => expandReplacement(replacement, groups, regex.namedGroups()),
        this.budget,
      );
    }),
    regexReplaceAllLiteral: fixed(['string', 'string', 'string'], function (expression, text, replacement) {
      return replaceMatches(compile(this, expression, text), text, () => replacement, this.budget);
    }),
    regexSplit: fixed(['string', 'string', 'int'], function (expression, text, count) {
      return new GoList(splitAtMatches(this, expression, text, count), 'string');
    }),
  }),
};

/** Charges a search before it runs: text times the states a match may be in, which repetitions like `{1000}` multiply. */
function chargeSearch({ budget }: CallContext, expression: string, text: string): void {
  const repetitions = Array.from(expression.matchAll(/\d{1,4}(?=[,}])/g), ([count]) => Number(count));
  const states = expression.length * Math.max(1, ...repetitions.slice(0, 100));
  budget.spend(Math.ceil((text.length * states) / statesPerStep));
}

/** States of one character's step that are charged as one step of the render. */
const statesPerStep = 50;

/** Adds each function again as `mustName`: an expression that does not compile is an error in both. */
function alsoMust(functions: Readonly<Record<string, TemplateFunction>>): Record<string, TemplateFunction> {
  const must = Object.entries(functions).map(([name, entry]) => [
    `must${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    entry,
  ]);
  return { ...functions, ...Object.fromEntries(must) };
}

/** Compiles an expression to search `text` with. */
function compile(context: CallContext, expression: string, text: string): RE2JS {
  chargeSearch(context, expression, text);
  try {
    return RE2JS.compile(expression);
  } catch (error) {
    if (error instanceof RE2JSException) throw new FunctionError(error.message);
    throw error;
  }
}

/** At most `count` parts, all for a negative count. A match of nothing at the very start splits nothing off. */
function splitAtMatches(context: CallContext, expression: string, text: string, count: number): string[] {
  const regex = compile(context, expression, text);
  if (count === 0) return [];
  if (expression !== '' && text === '') return [''];
  const parts: string[] = [];
  let begin = 0;
  let end = 0;
  for (const match of findMatches(regex, text, count, context.budget)) {
    if (count > 0 && parts.length === count - 1) break;
    end = match.start;
    if (match.end !== 0) parts.push(text.slice(begin, end));
    begin = match.end;
  }
  return end === text.length ? parts : [...parts, text.slice(begin)];
}
