import type { JsonValue } from '#core/model/json.ts';

/**
 * The older mode of ApplicationSets: `{{name}}` is replaced by the parameter of that name if it is a text. Spaces around the
 * name do not count. Everything else stays as written, unclosed tags too.
 */
export function renderFastTemplate(text: string, parameters: Readonly<Record<string, JsonValue>>): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('{{', at);
    const close = open < 0 ? -1 : text.indexOf('}}', open + 2);
    if (close < 0) break;
    const name = text.slice(open + 2, close).trim();
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    parts.push(text.slice(at, open), typeof value === 'string' ? value : text.slice(open, close + 2));
    at = close + 2;
  }
  return parts.join('') + text.slice(at);
}
