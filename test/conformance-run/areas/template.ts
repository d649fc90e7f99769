import { createTemplateEnvironment } from '#adapters/templating/template-environment.ts';
import type { JsonObject } from '#core/model/json.ts';
import { renderText } from '#core/offline/render-text.ts';
import { difference, type LineCase, lineCases } from '../line-cases.ts';

interface TemplateCase extends LineCase {
  readonly engine: 'go' | 'fast';
  readonly template: string;
  readonly params: JsonObject;
  readonly options?: readonly string[];
  readonly output?: string;
  readonly error?: boolean;
}

const environment = createTemplateEnvironment();

/** The same code as `nabe template`. */
export const runTemplateCases = lineCases<TemplateCase>((templateCase) => {
  const { engine, template, params, options = [], output, error = false } = templateCase;
  const rendered = renderText({ engine, text: template, options }, params, environment);
  if (!rendered.ok) return error ? undefined : `failed: ${rendered.failure.message}`;
  return error ? `an error expected, but got ${JSON.stringify(rendered.value)}` : difference(rendered.value, output);
});
