import type { JsonObject } from '#core/model/json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { hasOpenTag, renderFastTemplate } from '#core/templating/render-fast-template.ts';
import { parseTemplate, renderGoTemplate } from '#core/templating/render-go-template.ts';
import type { TemplateEnvironment } from '#core/templating/template-environment.ts';
import type { TemplateFailure } from '#core/templating/template-failure.ts';

export interface TextToRender {
  readonly engine: 'go' | 'fast';
  readonly text: string;
  /** `goTemplateOptions`; the older mode has none. */
  readonly options: readonly string[];
}

/** One text rendered as one string of an ApplicationSet would be. */
export function renderText(
  { engine, text, options }: TextToRender,
  parameters: JsonObject,
  environment: TemplateEnvironment,
): Result<string, TemplateFailure> {
  if (engine === 'fast') {
    if (!hasOpenTag(text)) return succeed(renderFastTemplate(text, parameters));
    const place = placeOf(text, text.lastIndexOf('{{'));
    return fail({ kind: 'syntax', message: 'a tag opened with {{ is never closed', ...place });
  }
  const parsed = parseTemplate(text);
  return parsed.ok ? renderGoTemplate(parsed.value, parameters, { environment, options }) : parsed;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
