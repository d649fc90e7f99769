import type { JsonObject } from '#core/model/json.ts';
import { formatAge } from './age.ts';
import { objectsAt, shortCommit, textAt } from './collections.ts';
import { onOneLine } from './display-width.ts';
import { colourOf, formatTable } from './table.ts';

/** Syncs shown, newest first. */
const HISTORY_SHOWN = 5;

/** One Application for people: the facts, the sentence why it is not synced, then its objects, conditions and history. */
export function formatApplication(application: JsonObject, nowMs: number, colours: boolean): string {
  const parts = [
    formatFacts(application, nowMs, colours),
    `\n${lineAt(application, 'summary')}\n`,
    section('Objects', formatObjects(application, colours)),
    section('Conditions', formatConditions(application, nowMs, colours)),
    section('History', formatHistory(application, nowMs, colours)),
  ];
  return parts.join('');
}

function formatFacts(application: JsonObject, nowMs: number, colours: boolean): string {
  const facts: readonly (readonly [string, string])[] = [
    ['Name', lineAt(application, 'name')],
    ['Tenant', lineAt(application, 'tenant')],
    ['App set', lineAt(application, 'applicationSet')],
    ['Cluster', lineAt(application, 'cluster')],
    ['Namespace', lineAt(application, 'destinationNamespace')],
    ['Source', describeSource(application)],
    ['Commit', lineAt(application, 'commit')],
    ['Sync', colourOf(lineAt(application, 'sync'), colours)],
    ['Health', describeHealth(application, colours)],
    ['Operation', describeOperation(application, nowMs, colours)],
    ['Age', formatAge(textAt(application, 'createdAt'), nowMs)],
  ];
  return facts.map(([label, value]) => `${`${label}:`.padEnd(12)}${value || '-'}\n`).join('');
}

function lineAt(application: JsonObject, field: string): string {
  return onOneLine(textAt(application, field));
}

function describeSource(application: JsonObject): string {
  const source = `${lineAt(application, 'repository')} ${lineAt(application, 'path')}`;
  return `${source} @ ${lineAt(application, 'revision')}`;
}

function describeHealth(application: JsonObject, colours: boolean): string {
  const message = lineAt(application, 'healthMessage');
  return colourOf(lineAt(application, 'health'), colours) + (message === '' ? '' : ` (${message})`);
}

function describeOperation(application: JsonObject, nowMs: number, colours: boolean): string {
  const phase = lineAt(application, 'operation.phase');
  if (phase === '') return '';
  const finishedAt = textAt(application, 'operation.finishedAt');
  const since = finishedAt || textAt(application, 'operation.startedAt');
  const attempts = Number(textAt(application, 'operation.attempts'));
  const tried = attempts > 1 ? `, ${attempts} attempts` : '';
  return `${colourOf(phase, colours)}${since === '' ? '' : `, ${formatAge(since, nowMs)} ago`}${tried}`;
}

function section(title: string, table: string): string {
  return table === '' ? '' : `\n${title}:\n${table}`;
}

function formatObjects(application: JsonObject, colours: boolean): string {
  const rows = objectsAt(application, 'objects').map((object) =>
    ['kind', 'namespace', 'name', 'sync', 'outcome', 'message'].map((field) => textAt(object, field)),
  );
  return rows.length === 0
    ? ''
    : formatTable(['KIND', 'NAMESPACE', 'NAME', 'SYNC', 'OUTCOME', 'MESSAGE'], rows, colours);
}

function formatConditions(application: JsonObject, nowMs: number, colours: boolean): string {
  const rows = objectsAt(application, 'conditions').map((condition) => [
    textAt(condition, 'type'),
    textAt(condition, 'status'),
    textAt(condition, 'reason'),
    formatAge(textAt(condition, 'lastTransitionTime'), nowMs),
    textAt(condition, 'message'),
  ]);
  return rows.length === 0 ? '' : formatTable(['TYPE', 'STATUS', 'REASON', 'SINCE', 'MESSAGE'], rows, colours);
}

function formatHistory(application: JsonObject, nowMs: number, colours: boolean): string {
  const syncs = [...objectsAt(application, 'history')].toSorted((a, b) =>
    textAt(b, 'finishedAt').localeCompare(textAt(a, 'finishedAt')),
  );
  const rows = syncs
    .slice(0, HISTORY_SHOWN)
    .map((sync) => [
      shortCommit(textAt(sync, 'commit')),
      formatAge(textAt(sync, 'finishedAt'), nowMs),
      ...['created', 'configured', 'pruned'].map((field) => textAt(sync, field)),
    ]);
  return rows.length === 0 ? '' : formatTable(['COMMIT', 'AGE', 'CREATED', 'CONFIGURED', 'PRUNED'], rows, colours);
}
