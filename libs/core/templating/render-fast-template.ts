import type { JsonValue } from '#core/model/json.ts';

/**
 * The older mode of ApplicationSets: `{{name}}` is replaced by the parameter of that name if it is a text. Spaces around the
 * name do not count. Everything else stays as written. A text is a template only if both braces stand on one line
 * somewhere (Argo CD's rule); whether all its tags are closed is for {@link hasOpenTag}.
 */
export function renderFastTemplate(text: string, parameters: Readonly<Record<string, JsonValue>>): string {
  if (!isFastTemplate(text)) return text;
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

/** Does a template of the older mode leave its last tag open? Argo CD refuses such a text. */
export function hasOpenTag(text: string): boolean {
  if (!isFastTemplate(text)) return false;
  let open = text.indexOf('{{');
  while (open >= 0) {
    const close = text.indexOf('}}', open + 2);
    if (close < 0) return true;
    open = text.indexOf('{{', close + 2);
  }
  return false;
}

function isFastTemplate(text: string): boolean {
  return text.split('\n').some((line) => line.includes('{{') && line.includes('}}', line.indexOf('{{') + 2));
}
