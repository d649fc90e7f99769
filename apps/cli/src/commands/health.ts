import { ThreadHealthScripts } from '#adapters/health-scripts/thread-health-scripts.ts';
import { readOwnRules } from '#core/health/rules/own-rules.ts';
import type { JsonObject } from '#core/model/json.ts';
import { readInputObjects } from '#core/offline/input-objects.ts';
import { readTenant } from '#core/offline/read-tenant.ts';
import { judgeObject, type TenantRules } from '#flows/health/judge-object.ts';
import type { CliContext } from '../cli-context.ts';
import { acceptInput } from '../offline/input-failure.ts';
import { readTextFile } from '../offline/read-text-file.ts';
import { textAt } from '../output/collections.ts';
import { formatJson } from '../output/json.ts';
import { formatTable } from '../output/table.ts';

export interface HealthOptions {
  readonly file: string;
  /** File with a Tenant. */
  readonly tenant?: string;
  readonly output: 'table' | 'json';
}

interface JudgedObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Absent where nobody judges the kind: it is well as soon as it is there. */
  readonly health?: string;
  readonly message?: string;
}

/** `nabe health`: how the objects of a file are, by a tenant's rules and ours, in the order of the file. */
export async function showHealth(context: CliContext, options: HealthOptions): Promise<void> {
  const rules = await readRules(options.tenant);
  const objects = acceptInput(readInputObjects(await readTextFile(options.file)));
  const judged: JudgedObject[] = [];
  const scripts = new ThreadHealthScripts();
  try {
    for (const { value } of objects) judged.push(await judge(value, rules, scripts));
  } finally {
    await scripts.close();
  }
  context.print(
    options.output === 'json' ? formatJson({ items: judged.map(toJson) }) : tableOf(judged, context.colours),
  );
}

async function readRules(path: string | undefined): Promise<TenantRules> {
  if (path === undefined) return { tenant: '' };
  const { metadata, spec } = acceptInput(readTenant(await readTextFile(path)));
  return { tenant: metadata.name, book: readOwnRules(spec.healthRules ?? [], metadata.name) };
}

async function judge(object: JsonObject, rules: TenantRules, scripts: ThreadHealthScripts): Promise<JudgedObject> {
  const health = await judgeObject(object, rules, scripts);
  const [kind, namespace, name] = ['kind', 'metadata.namespace', 'metadata.name'].map((field) => textAt(object, field));
  const found = { kind: kind ?? '', namespace: namespace ?? '', name: name ?? '' };
  return health === undefined ? found : { ...found, health: health.status, message: health.message };
}

function toJson(judged: JudgedObject): JsonObject {
  return { ...judged };
}

function tableOf(judged: readonly JudgedObject[], colours: boolean): string {
  const rows = judged.map(({ kind, namespace, name, health = 'Healthy', message }) => [
    kind,
    namespace,
    name,
    health,
    message ?? 'nobody judges this kind: it is well as soon as it is there',
  ]);
  return formatTable(['KIND', 'NAMESPACE', 'NAME', 'HEALTH', 'MESSAGE'], rows, colours);
}
