import { type Command, Option } from 'commander';
import type { CliContext } from './cli-context.ts';
import { appGet, type AppGetOptions } from './commands/app/get.ts';
import {
  appCancel,
  appRelease,
  appRollback,
  appSync,
  type OperateOptions,
  type RollbackOptions,
  type SyncOptions,
} from './commands/app/operate.ts';
import { appDiff, appPlan, type PreviewOptions } from './commands/app/preview.ts';

/** The commands about one Application. `addServer` gives a command the option that names the hub; `exitWith` sets the exit code. */
export function addAppCommands(
  program: Command,
  context: CliContext,
  addServer: (command: Command) => Command,
  exitWith: (code: 0 | 1) => void,
): void {
  const app = program.command('app').description('Applications.');
  const add = (name: string, description: string) =>
    addServer(app.command(name).description(description))
      .argument('<name>', 'NAME, or TENANT/NAME')
      .option('--tenant <name>', 'the tenant that owns it');
  withOutput(add('get', 'Shows one Application: sync, health, its objects, and why it is not synced.')).action(
    (name: string, options: AppGetOptions) => appGet(context, name, options),
  );
  addPreview(
    add('plan', 'Shows what a sync would do now: each step with its reason, and the fields that change.'),
  ).action((name: string, options: PreviewOptions) => appPlan(context, name, options));
  addPreview(
    add('diff', 'Shows which objects differ from git, field by field. Exit code 1 when some do, 2 on errors.'),
  ).action(async (name: string, options: PreviewOptions) => exitWith(await appDiff(context, name, options)));
  addOperations(add, context);
}

function addOperations(add: (name: string, description: string) => Command, context: CliContext): void {
  const addOperation = (name: string, description: string) =>
    add(name, description).option('--as <name>', 'who you are (or NABE_USER, USER); nobody checks it');
  withWait(addOperation('sync', 'Syncs once, whether or not automatic sync is on.'))
    .option('--prune', 'also delete what is gone from git')
    .option('--resource <group/kind/namespace/name>', 'only this object; may be repeated', collect, [])
    .option('--dry-run', 'show what it would do, and do nothing')
    .action((name: string, options: SyncOptions) => appSync(context, name, options));
  withWait(addOperation('cancel', 'Ends the operation that runs or is tried again.')).action(
    (name: string, options: OperateOptions) => appCancel(context, name, options),
  );
  addOperation('rollback', 'Goes back to an earlier sync and stays there until it is released.')
    .option('--to <history|commit>', 'which one: 1 for the newest, or a commit (default: the one before)')
    .action((name: string, options: RollbackOptions) => appRollback(context, name, options));
  addOperation('release', 'Ends a rollback: git is followed again.').action((name: string, options: OperateOptions) =>
    appRelease(context, name, options),
  );
}

function withWait(command: Command): Command {
  return command
    .option('--wait', 'wait until it has ended; fails when it does not end well')
    .option('--timeout <seconds>', 'how long to wait', '300');
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function addPreview(command: Command): Command {
  return withOutput(command).option(
    '--server-side',
    'ask the cluster by a dry run, as the tenant, what defaults and admission would change',
  );
}

function withOutput(command: Command): Command {
  return command.addOption(
    new Option('-o, --output <format>', 'how to print').choices(['text', 'json', 'yaml']).default('text'),
  );
}
