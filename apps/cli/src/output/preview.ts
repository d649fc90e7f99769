import type { JsonObject } from '#core/model/json.ts';
import { objectsAt, shortCommit, textAt, textsAt } from './collections.ts';
import { onOneLine } from './display-width.ts';

const SIGNS: Readonly<Record<string, string>> = { create: '+', change: '~', prune: '-', hook: '>', keep: '=' };

/** What a sync would do: a line for each step in its order, with phase, wave and reason, and below it the fields that change. */
export function formatPlan(plan: JsonObject): string {
  const steps = objectsAt(plan, 'steps').flatMap((step) => [
    `${describe(step)}  (${[...placeOf(step), textAt(step, 'reason')].join(', ')})`,
    ...details(step),
  ]);
  return lines([...heading(plan), ...steps, ...textsAt(plan, 'holds').map(onOneLine), textAt(plan, 'summary')]);
}

/** The objects that are not as git wants them, with their fields. */
export function formatObjectDiff(diff: JsonObject): string {
  const objects = objectsAt(diff, 'objects').flatMap((step) => [
    `${describe(step)}  (${textAt(step, 'reason')})`,
    ...details(step),
  ]);
  const end = objects.length === 0 ? ['no difference'] : [];
  return lines([...heading(diff), ...objects, ...end]);
}

function heading(answer: JsonObject): string[] {
  return [`${shortCommit(textAt(answer, 'commit'))} on ${onOneLine(textAt(answer, 'cluster'))}`];
}

function describe(step: JsonObject): string {
  const namespace = textAt(step, 'namespace');
  const name = namespace === '' ? textAt(step, 'name') : `${namespace}/${textAt(step, 'name')}`;
  return onOneLine(`${SIGNS[textAt(step, 'action')] ?? '?'} ${textAt(step, 'kind')} ${name}`);
}

function placeOf(step: JsonObject): string[] {
  const phase = textAt(step, 'phase');
  return phase === '' ? [] : [`${phase} wave ${textAt(step, 'wave')}`];
}

function details(step: JsonObject): string[] {
  const fields = objectsAt(step, 'fields').map((field) => {
    const by = textAt(field, 'by') === 'cluster' ? '  [by the cluster]' : '';
    return `    ${onOneLine(`${textAt(field, 'path')}: ${sideOf(field, 'live')} -> ${sideOf(field, 'wanted')}`)}${by}`;
  });
  const refusal = textAt(step, 'refusal');
  return refusal === '' ? fields : [...fields, `    refused: ${onOneLine(refusal)}`];
}

function sideOf(field: JsonObject, side: 'live' | 'wanted'): string {
  return textAt(field, side) || '(absent)';
}

function lines(texts: readonly string[]): string {
  return texts.map((line) => `${line}\n`).join('');
}
