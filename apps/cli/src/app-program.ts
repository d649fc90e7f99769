import { type Command, Option } from 'commander';
import type { CliContext } from './cli-context.ts';
import { appGet, type AppGetOptions } from './commands/app/get.ts';
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
