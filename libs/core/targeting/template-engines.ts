import type { ParameterSet } from '#core/generators/parameters/parameter-set.ts';
import type { TemplateEngine, TemplateEngines } from '#core/generators/template-engine.ts';
import { fail, succeed } from '#core/model/result.ts';
import { renderFastTemplate } from '#core/templating/render-fast-template.ts';
import { renderGoTemplate } from '#core/templating/render-go-template.ts';
import { TemplateCache } from '#core/templating/template-cache.ts';
import type { TemplateEnvironment } from '#core/templating/template-environment.ts';
import type { TemplateFailure } from '#core/templating/template-failure.ts';
import { findUnknownTag } from './templates/find-unknown-tag.ts';

/**
 * Both engines of ApplicationSets over one environment. Parsed templates are kept in `cache`, which the caller owns: one for
 * a whole process is right.
 */
export function templateEngines(environment: TemplateEnvironment, cache = new TemplateCache()): TemplateEngines {
  return ({ goTemplate, goTemplateOptions, strictParameters }) => {
    if (goTemplate) return goEngine(environment, cache, goTemplateOptions);
    return strictParameters === true ? strictFastEngine : fastEngine;
  };
}

function goEngine(environment: TemplateEnvironment, cache: TemplateCache, options: readonly string[]): TemplateEngine {
  return {
    render(text, parameters) {
      if (!text.includes('{{')) return succeed(text);
      const template = cache.parse(text);
      if (!template.ok) return fail(describeFailure(template.failure));
      const rendered = renderGoTemplate(template.value, parameters, { environment, options });
      return rendered.ok ? rendered : fail(describeFailure(rendered.failure));
    },
  };
}

function describeFailure({ message, line, column }: TemplateFailure): string {
  return line === undefined
    ? message
    : `${message} (line ${line}${column === undefined ? '' : `, column ${column}`} of the template)`;
}

/** A text without both braces on one line is no template; one that is must close its last tag (Argo CD's rules). */
const fastEngine: TemplateEngine = {
  render(text, parameters) {
    if (!/\{\{.*\}\}/.test(text)) return succeed(text);
    if (hasOpenTag(text)) return fail('a tag opened with {{ is never closed');
    return succeed(renderFastTemplate(text, withoutEmptyName(parameters)));
  },
};

/** Ours: as {@link fastEngine}, but no tag is left as written. */
const strictFastEngine: TemplateEngine = {
  render(text, parameters) {
    const rendered = fastEngine.render(text, parameters);
    const mistake = rendered.ok ? findUnknownTag(text, parameters) : undefined;
    return mistake === undefined ? rendered : fail(mistake);
  },
};

/** `{{}}` stays as written, also where a parameter has the empty name. */
function withoutEmptyName(parameters: ParameterSet): ParameterSet {
  if (!Object.hasOwn(parameters, '')) return parameters;
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== ''));
}

function hasOpenTag(text: string): boolean {
  let open = text.indexOf('{{');
  while (open >= 0) {
    const close = text.indexOf('}}', open + 2);
    if (close < 0) return true;
    open = text.indexOf('{{', close + 2);
  }
  return false;
}
