import { nearestName } from '#core/appset-files/nearest-name.ts';
import type { ParameterSet } from '#core/generators/parameters/parameter-set.ts';

/**
 * A sentence about the first `{{name}}` of a text that would stay as written: its name is no parameter, or the parameter is no text.
 * Undefined when every tag is filled. For `strictParameters`.
 */
export function findUnknownTag(text: string, parameters: ParameterSet): string | undefined {
  for (const [tag, inside = ''] of text.matchAll(/\{\{(.*?)\}\}/gs)) {
    const name = inside.trim();
    const known = name !== '' && Object.hasOwn(parameters, name);
    if (known && typeof parameters[name] === 'string') continue;
    if (known) return `parameter ${name} is no text, so ${tag} cannot be filled; use goTemplate for it`;
    // Any two names of one or two letters are near each other.
    const meant = name.length < 3 ? undefined : nearestName(name, Object.keys(parameters));
    const advice = meant === undefined ? 'strictParameters asks for known names only' : `did you mean ${meant}?`;
    return `no parameter is named ${JSON.stringify(name)} (in ${tag}); ${advice}`;
  }
  return undefined;
}
