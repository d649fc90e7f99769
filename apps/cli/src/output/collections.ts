import { shortRevision } from '#core/revisions/short-revision.ts';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { formatAge } from './age.ts';

/** One column of a collection's table; `wide` ones are shown with `-o wide` only. */
interface Column {
  readonly header: string;
  readonly cell: (item: JsonObject, nowMs: number) => string;
  readonly wide?: true;
}

/** A collection of the API as the command line knows it. */
export interface Collection {
  /** Its last path segment under /api/v1. */
  readonly path: string;
  /** What `-o name` prints before the name, and messages call one. */
  readonly singular: string;
  readonly aliases: readonly string[];
  readonly filters: readonly ('tenant' | 'cluster')[];
  readonly columns: readonly Column[];
}

const text =
  (field: string): Column['cell'] =>
  (item) =>
    textAt(item, field);
const column = (header: string, field: string): Column => ({ header, cell: text(field) });
const wide = (header: string, field: string): Column => ({ ...column(header, field), wide: true });
const age: Column = { header: 'AGE', cell: (item, nowMs) => formatAge(textAt(item, 'createdAt'), nowMs) };
const counts = [
  column('APPS', 'applications.total'),
  column('SYNCED', 'applications.synced'),
  column('HEALTHY', 'applications.healthy'),
];

export const COLLECTIONS: readonly Collection[] = [
  {
    path: 'clusters',
    singular: 'cluster',
    aliases: ['cluster'],
    filters: [],
    columns: [
      column('NAME', 'name'),
      column('PHASE', 'phase'),
      column('VERSION', 'version'),
      ...counts,
      age,
      wide('SERVER', 'server'),
      { header: 'LABELS', wide: true, cell: (item) => formatPairs(item['labels']) },
      wide('MESSAGE', 'message'),
    ],
  },
  {
    path: 'tenants',
    singular: 'tenant',
    aliases: ['tenant'],
    filters: [],
    columns: [
      column('NAME', 'name'),
      column('READY', 'ready'),
      ...counts,
      age,
      wide('NAMESPACE', 'namespace'),
      wide('MESSAGE', 'message'),
    ],
  },
  {
    path: 'repositories',
    singular: 'repository',
    aliases: ['repository', 'repo', 'repos'],
    filters: ['tenant'],
    columns: [
      column('TENANT', 'tenant'),
      column('NAME', 'name'),
      column('READY', 'ready'),
      column('URL', 'url'),
      age,
      wide('INTERVAL', 'interval'),
      { header: 'REFS', wide: true, cell: (item) => formatRefs(item['refs']) },
      wide('MESSAGE', 'message'),
    ],
  },
  {
    path: 'applicationsets',
    singular: 'applicationset',
    aliases: ['applicationset', 'appset', 'appsets'],
    filters: ['tenant'],
    columns: [
      column('TENANT', 'tenant'),
      column('NAME', 'name'),
      column('READY', 'ready'),
      column('APPS', 'applications'),
      age,
      wide('MESSAGE', 'message'),
    ],
  },
  {
    path: 'applications',
    singular: 'application',
    aliases: ['application', 'app', 'apps'],
    filters: ['tenant', 'cluster'],
    columns: [
      column('TENANT', 'tenant'),
      column('NAME', 'name'),
      column('CLUSTER', 'cluster'),
      column('SYNC', 'sync'),
      column('HEALTH', 'health'),
      { header: 'COMMIT', cell: (item) => shortCommit(textAt(item, 'commit')) },
      age,
      wide('NAMESPACE', 'destinationNamespace'),
      wide('REPOSITORY', 'repository'),
      wide('PATH', 'path'),
      wide('REVISION', 'revision'),
      wide('SUMMARY', 'summary'),
    ],
  },
];

export function findCollection(word: string): Collection | undefined {
  return COLLECTIONS.find(({ path, aliases }) => path === word || aliases.includes(word));
}

/** The text or number at a dotted path; '' when there is none. */
export function textAt(item: JsonObject, path: string): string {
  let value: unknown = item;
  for (const part of path.split('.')) value = isJsonObject(value) ? value[part] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The objects in the list at a field; none when it is not there. */
export function objectsAt(item: JsonObject, field: string): readonly JsonObject[] {
  const list = item[field];
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

/** Git's usual short form; a chart's version as it is. */
export function shortCommit(commit: string): string {
  return shortRevision(commit, 7);
}

function formatPairs(labels: unknown): string {
  if (!isJsonObject(labels)) return '';
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : ''}`)
    .toSorted()
    .join(',');
}

function formatRefs(refs: unknown): string {
  const list = Array.isArray(refs) ? refs.filter(isJsonObject) : [];
  return list.map((ref) => `${textAt(ref, 'revision')}=${shortCommit(textAt(ref, 'commit'))}`).join(',');
}

export function textsAt(item: JsonObject, field: string): readonly string[] {
  const list = item[field];
  return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : [];
}
