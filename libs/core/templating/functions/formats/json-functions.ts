import { FunctionError } from '../../template-failure.ts';
import { fromJsonValue } from '../../values/from-json.ts';
import type { GoValue } from '../../values/go-value.ts';
import { toOutputText } from '../../values/text-bytes.ts';
import { type CallContext, fixed, type TemplateFunction } from '../template-function.ts';
import { type JsonStyle, writeJson } from './json-writer.ts';

const plain: JsonStyle = { escapesHtml: true, isIndented: false };
const pretty: JsonStyle = { escapesHtml: true, isIndented: true };
const raw: JsonStyle = { escapesHtml: false, isIndented: false };

/** sprig's JSON functions. The ones without `must` give "" or nil where the others give an error; toRawJson fails too. */
export const jsonFunctions: Readonly<Record<string, TemplateFunction>> = {
  toJson: forgiving('', jsonWriter(plain)),
  toPrettyJson: forgiving('', jsonWriter(pretty)),
  toRawJson: jsonWriter(raw),
  mustToJson: jsonWriter(plain),
  mustToPrettyJson: jsonWriter(pretty),
  mustToRawJson: jsonWriter(raw),
  fromJson: forgiving(null, fixed(['string'], parseJson)),
  mustFromJson: fixed(['string'], parseJson),
};

function jsonWriter(style: JsonStyle): TemplateFunction {
  return fixed(['any'], function (value) {
    return writeJson(value, style, this.budget);
  });
}

/** Gives `fallback` where the function refuses. */
function forgiving(fallback: GoValue, { signature, run }: TemplateFunction): TemplateFunction {
  const runForgiving = (args: readonly GoValue[], context: CallContext): GoValue => {
    try {
      return run(args, context);
    } catch (error) {
      if (error instanceof FunctionError) return fallback;
      throw error;
    }
  };
  return { signature, run: runForgiving };
}

function parseJson(text: string): GoValue {
  try {
    return fromJsonValue(JSON.parse(toOutputText(text)));
  } catch (error) {
    if (error instanceof SyntaxError) throw new FunctionError(`the text is not JSON: ${error.message}`);
    throw error;
  }
}
