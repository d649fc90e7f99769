import { type JsonObject, isJsonObject } from '#core/model/json.ts';
import { specFields } from '#core/resources/argo-application/application-type.ts';
import { findUnknownFields } from '#core/resources/argo-application/find-unknown-fields.ts';
import { hasOpenTag } from '#core/templating/render-fast-template.ts';
import { parseTemplate, templateOptions } from '#core/templating/render-go-template.ts';
import { nameAdvice, unknownField } from '../nearest-name.ts';
import { templateTexts } from './template-texts.ts';
import { type FieldPath, writtenGenerators } from './written-generators.ts';

/** Something wrong in a set; the path is below `spec`. */
export interface TemplateMistake {
  readonly path: FieldPath;
  readonly message: string;
}

/**
 * What is wrong with the templates of a set, which the schema cannot tell: texts that cannot be parsed, options that no engine has, and
 * fields of the templates that no Application has. Takes the document as it is written, so that everything wrong is told at once.
 */
export function findTemplateMistakes(spec: JsonObject): TemplateMistake[] {
  return [...findBadOptions(spec), ...findUnknownTemplateFields(spec), ...findBadTexts(spec)];
}

function findBadTexts(spec: JsonObject): TemplateMistake[] {
  const findMistake = spec.goTemplate === true ? goMistake : fastMistake;
  // Aliases let one text stand in many places.
  const known = new Map<string, string | undefined>();
  return templateTexts(spec).flatMap(({ path, text }) => {
    if (!known.has(text)) known.set(text, findMistake(text));
    const message = known.get(text);
    return message === undefined ? [] : [{ path, message }];
  });
}

function goMistake(text: string): string | undefined {
  if (!text.includes('{{')) return undefined;
  const parsed = parseTemplate(text);
  if (parsed.ok) return undefined;
  const { message, line } = parsed.failure;
  return line === undefined || line === 1 ? message : `${message} (line ${line} of the template)`;
}

function fastMistake(text: string): string | undefined {
  return hasOpenTag(text) ? 'a tag opened with {{ is never closed' : undefined;
}

/** Without goTemplate nobody reads the options. */
function findBadOptions({ goTemplate, goTemplateOptions: options }: JsonObject): TemplateMistake[] {
  if (goTemplate !== true || !Array.isArray(options)) return [];
  return options.flatMap((option, index) => {
    if (typeof option !== 'string' || templateOptions.includes(option)) return [];
    return [{ path: ['goTemplateOptions', index], message: `unknown option; ${nameAdvice(option, templateOptions)}` }];
  });
}

function findUnknownTemplateFields(spec: JsonObject): TemplateMistake[] {
  const templates = [
    { path: ['template'], template: spec.template },
    ...writtenGenerators(spec).map(({ path, options: { template } }) => ({ path: [...path, 'template'], template })),
  ];
  return templates.flatMap(({ path, template }) => {
    const written = isJsonObject(template) ? template.spec : undefined;
    return findUnknownFields(written ?? null, { kind: 'object', fields: specFields }, [...path, 'spec']).map(
      ({ path: place, name, known }) => ({ path: place, message: unknownField(name, known) }),
    );
  });
}
