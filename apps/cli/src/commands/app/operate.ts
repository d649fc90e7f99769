import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '#core/model/json.ts';
import { ApiClient } from '../../api/client.ts';
import type { CliContext } from '../../cli-context.ts';
import { CliFailure } from '../../cli-failure.ts';
import { shortCommit, textAt, textsAt } from '../../output/collections.ts';
import { type ApplicationOptions, applicationPath, findApplication } from './find-application.ts';
import { appPlan } from './preview.ts';

export interface OperateOptions extends ApplicationOptions {
  /** Who asks. */
  readonly as?: string;
  readonly wait?: true;
  /** Seconds. */
  readonly timeout?: string;
}

export interface SyncOptions extends OperateOptions {
  readonly prune?: true;
  readonly resource: readonly string[];
  readonly dryRun?: true;
}

export interface RollbackOptions extends OperateOptions {
  readonly to?: string;
}

const LOOK_EVERY_MS = 1000;

/** `nabe app sync NAME`. */
export async function appSync(context: CliContext, name: string, options: SyncOptions): Promise<void> {
  const resources = options.resource.map(parseResource);
  if (options.dryRun === true) {
    if (resources.length > 0 || options.prune === true)
      throw new CliFailure('--dry-run shows the plan of the whole Application: leave --resource and --prune out', 2);
    return appPlan(context, name, { ...options, output: 'text', serverSide: true });
  }
  const chosen = resources.length === 0 ? {} : { resources };
  const prune = options.prune === true ? { prune: true } : {};
  await operate(context, name, 'sync', { ...chosen, ...prune }, options);
}

/** `nabe app cancel NAME`. */
export async function appCancel(context: CliContext, name: string, options: OperateOptions): Promise<void> {
  await operate(context, name, 'cancel', {}, options);
}

/** `nabe app rollback NAME`. */
export async function appRollback(context: CliContext, name: string, options: RollbackOptions): Promise<void> {
  const { answer } = await ask(context, name, 'rollback', options.to === undefined ? {} : { to: options.to }, options);
  const commits = textsAt(answer, 'commits').map(shortCommit).join(', ');
  context.print(`goes back to ${commits} and stays there until \`nabe app release ${name}\`\n`);
}

/** `nabe app release NAME`. */
export async function appRelease(context: CliContext, name: string, options: OperateOptions): Promise<void> {
  await ask(context, name, 'release', {}, options);
  context.print('released: git is followed again\n');
}

async function operate(
  context: CliContext,
  name: string,
  what: 'sync' | 'cancel',
  body: JsonObject,
  options: OperateOptions,
): Promise<void> {
  const { client, path, answer } = await ask(context, name, what, body, options);
  if (options.wait !== true) return context.print(`${what} requested\n`);
  const application = await untilEnded(client, path, textAt(answer, 'request'), context, options);
  context.print(`${textAt(application, 'summary')}\n`);
  if (what === 'sync' && textAt(application, 'operation.phase') !== 'Succeeded')
    throw new CliFailure('the sync did not succeed');
}

async function ask(
  { env }: CliContext,
  name: string,
  what: 'sync' | 'cancel' | 'rollback' | 'release',
  body: JsonObject,
  options: OperateOptions,
) {
  const client = new ApiClient(options);
  const path = applicationPath(await findApplication(client, name, options));
  const username = options.as ?? env['NABE_USER'] ?? env['USER'] ?? '';
  const answer = await client.post(`${path}/${what}`, { ...body, ...(username === '' ? {} : { username }) });
  return { client, path, answer };
}

/** The Application once the operation for a request has ended. */
async function untilEnded(
  client: ApiClient,
  path: string,
  request: string,
  { now }: CliContext,
  { timeout = '300' }: OperateOptions,
): Promise<JsonObject> {
  const seconds = Number(timeout);
  if (!Number.isFinite(seconds) || seconds <= 0)
    throw new CliFailure(`--timeout ${timeout} is no number of seconds`, 2);
  const deadlineMs = now() + seconds * 1000;
  for (;;) {
    const application = await client.get(path);
    const isOurs = textAt(application, 'operation.request') === request;
    if (isOurs && ENDED.has(textAt(application, 'operation.phase'))) return application;
    if (now() >= deadlineMs)
      throw new CliFailure(`it has not ended within ${seconds} s and goes on: ${textAt(application, 'summary')}`);
    await sleep(LOOK_EVERY_MS);
  }
}

const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Stalled']);

/** `GROUP/KIND/NAMESPACE/NAME`; the group of core kinds is empty, and so is the namespace of cluster-scoped objects. */
function parseResource(text: string): JsonObject {
  const [group, kind, namespace, name, ...rest] = text.split('/');
  if (group === undefined || !kind || namespace === undefined || !name || rest.length > 0)
    throw new CliFailure(
      `--resource ${text} is not of the form GROUP/KIND/NAMESPACE/NAME, such as apps/Deployment/shop/web or /ConfigMap/shop/web`,
      2,
    );
  return { group, kind, namespace, name };
}
