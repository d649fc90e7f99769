import { createTemplateEnvironment } from '#adapters/templating/template-environment.ts';
import { fail } from '#core/model/result.ts';
import { renderText } from '#core/offline/render-text.ts';
import type { CliContext } from '../cli-context.ts';
import { acceptInput } from '../offline/input-failure.ts';
import { readParameters } from '../offline/read-parameters.ts';
import { readTextFile } from '../offline/read-text-file.ts';

export interface TemplateOptions {
  readonly engine: 'go' | 'fast';
  readonly template: string;
  readonly params: string;
  readonly option: readonly string[];
}

/** `nabe template`: renders one text with one parameter set, and prints exactly what comes out. */
export async function template(context: CliContext, options: TemplateOptions): Promise<void> {
  const { path, text } = await readTextFile(options.template);
  const parameters = await readParameters(options.params);
  const what = { engine: options.engine, text, options: options.option };
  const rendered = renderText(what, parameters, createTemplateEnvironment());
  if (rendered.ok) return context.print(rendered.value);
  const { line = 1, column = 1, message } = rendered.failure;
  acceptInput(fail([{ file: path, line, column, message }]));
}
