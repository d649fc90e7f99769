import { type JsonObject, type JsonValue, isJsonObject } from '#core/model/json.ts';
import { type FieldPath, type WrittenGenerator, writtenGenerators } from './written-generators.ts';

/** A text that is a template, and its place below `spec`. The text of a key has the place of its value. */
export interface TemplateText {
  readonly path: FieldPath;
  readonly text: string;
}

/**
 * Every text of a set that is rendered: all of the template, the patch, the templates of generators, `values`, and whatever the
 * parameters of earlier children of a matrix are filled into. Other texts of generators are data, whatever they look like.
 */
export function templateTexts(spec: JsonObject): TemplateText[] {
  return [
    ...textsIn(spec.template, ['template']),
    ...textsIn(spec.templatePatch, ['templatePatch']),
    ...writtenGenerators(spec).flatMap(textsOfGenerator),
  ];
}

/** Of these the values are templates; those of decision resources are taken as they are. */
const KINDS_THAT_RENDER_VALUES = ['clusters', 'git', 'plugin', 'pullRequest', 'scmProvider'];

function textsOfGenerator({ kind, options, path, isChild, isFilled }: WrittenGenerator): TemplateText[] {
  const { values, template, ...others } = { values: undefined, template: undefined, ...options };
  const isCombining = kind === 'matrix' || kind === 'merge';
  return [
    // The template of a child is ignored.
    ...(isChild ? [] : textsIn(template, [...path, 'template'])),
    ...(KINDS_THAT_RENDER_VALUES.includes(kind) ? textsOfValues(values, [...path, 'values']) : []),
    // What a matrix fills is the options of the generators in it, not its own.
    ...(isFilled && !isCombining ? textsIn(others, path) : []),
  ];
}

function textsOfValues(values: JsonValue | undefined, path: FieldPath): TemplateText[] {
  return Object.entries(isJsonObject(values) ? values : {}).flatMap(([key, text]) =>
    typeof text === 'string' ? [{ path: [...path, key], text }] : [],
  );
}

/** Keys of maps are templates too. */
function textsIn(value: JsonValue | undefined, path: FieldPath): TemplateText[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...path, key];
    return [{ path: place, text: key }, ...textsIn(inner, place)];
  });
}
