import type { JsonValue } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { OutputText, RenderState, type MissingKey } from './exec/render-state.ts';
import { walkBody } from './exec/walk.ts';
import { functionNames, functionTable } from './functions/function-table.ts';
import type { Template } from './parser/nodes.ts';
import { parseTemplateText } from './parser/parse-template.ts';
import type { TemplateEnvironment } from './template-environment.ts';
import { TemplateError, type TemplateFailure } from './template-failure.ts';
import { defaultTemplateLimits, RenderBudget, type TemplateLimits } from './template-limits.ts';
import { fromJsonValue } from './values/from-json.ts';
import { toOutputText } from './values/text-bytes.ts';

export interface RenderOptions {
  readonly environment: TemplateEnvironment;
  /** `missingkey=default|invalid|zero|error`, as in an ApplicationSet's `goTemplateOptions`; the last one counts. */
  readonly options?: readonly string[] | undefined;
  readonly limits?: TemplateLimits | undefined;
}

/** Longest template. One string field of an ApplicationSet is far shorter. Unit: characters. */
const longestTemplate = 262_144;

/** Parses a template of Go's text/template with sprig. `name` appears in error texts. */
export function parseTemplate(text: string, name = 'base'): Result<Template, TemplateFailure> {
  if (text.length > longestTemplate) {
    return fail({ kind: 'limit', message: `the template is longer than ${longestTemplate} characters; split it` });
  }
  return attempt(() => parseTemplateText(text, name, functionNames));
}

/** Renders a parsed template with `data` as its dot. The data is copied: functions that change maps change the copy. */
export function renderGoTemplate(
  template: Template,
  data: JsonValue,
  { environment, options = [], limits = defaultTemplateLimits }: RenderOptions,
): Result<string, TemplateFailure> {
  return attempt(() => {
    const context = { budget: new RenderBudget(limits), environment };
    const output = new OutputText(context);
    const parts = { template, functions: functionTable, context, missingKey: missingKeyOf(options), output };
    const dot = fromJsonValue(data);
    walkBody(new RenderState(parts, template.name, dot), dot, template.definitions.get(template.name) ?? []);
    return toOutputText(output.toString());
  });
}

function missingKeyOf(options: readonly string[]): MissingKey {
  let missingKey: MissingKey = 'default';
  for (const option of options) {
    const value = missingKeys.get(option);
    if (value === undefined) throw new TemplateError({ kind: 'option', message: `unrecognized option: ${option}` });
    missingKey = value;
  }
  return missingKey;
}

const missingKeys: ReadonlyMap<string, MissingKey> = new Map([
  ['missingkey=default', 'default'],
  ['missingkey=invalid', 'default'],
  ['missingkey=zero', 'zero'],
  ['missingkey=error', 'error'],
]);

/** What `goTemplateOptions` may say. */
export const templateOptions: readonly string[] = [...missingKeys.keys()];

function attempt<T>(run: () => T): Result<T, TemplateFailure> {
  try {
    return succeed(run());
  } catch (error) {
    if (error instanceof TemplateError) return fail(error.failure);
    throw error;
  }
}
