import { Command, Option } from 'commander';
import { addAppCommands } from './app-program.ts';
import { get, type GetOptions } from './commands/get.ts';
import type { ClusterAddOptions } from './commands/cluster-add.ts';
import { version } from './commands/version.ts';
import type { CliContext } from './cli-context.ts';
import { addOfflineCommands } from './offline-program.ts';
import { OUTPUT_FORMATS } from './output/print-resources.ts';

const DEFAULT_SERVER = 'http://127.0.0.1:8080';

/** The commands of `nabe` and their options; each command is a function in commands/. `exitWith` is told an exit code that is no failure. */
export function buildProgram(context: CliContext, exitWith: (code: 0 | 1) => void): Command {
  const program = new Command('nabe')
    .description(
      'Looks at a fleet that Nabe keeps in step with git, registers clusters, and tries out ApplicationSets in files.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: context.print,
      writeErr: context.printError,
      outputError: (text, write) => write(text),
    });
  addGet(program, context);
  addAppCommands(program, context, (command) => withServer(command, context), exitWith);
  addCluster(program, context);
  addOfflineCommands(program, context, (command) => withServer(command, context));
  withServer(
    program.command('version').description("Nabe's version here, and the hub's if it can be reached."),
    context,
  ).action(({ server }: { server: string }) => version(context, server));
  return program;
}

function addGet(program: Command, context: CliContext): void {
  const command = program
    .command('get')
    .description('Lists clusters, tenants, repositories, appsets or apps, or shows one of them.')
    .argument('<collection>', 'clusters | tenants | repositories | appsets | apps')
    .argument('[name]', 'NAME, or TENANT/NAME')
    .addOption(new Option('-o, --output <format>', 'how to print').choices(OUTPUT_FORMATS).default('table'))
    .option('--tenant <name>', 'only what this tenant owns')
    .option('--cluster <name>', 'only Applications on this cluster');
  withServer(command, context).action((collection: string, name: string | undefined, options: GetOptions) =>
    get(context, collection, name, options),
  );
}

function addCluster(program: Command, context: CliContext): void {
  program
    .command('cluster')
    .description('Clusters.')
    .command('add')
    .description(
      'Registers a cluster with the management cluster, or renews its token. Speaks to both with your own rights.',
    )
    .argument('<name>', 'the name it gets')
    .requiredOption('--kubeconfig <file>', 'kubeconfig of the cluster to register')
    .option('--context <name>', 'context in that file, if it has several')
    .option('--label <key=value>', 'label that generators select on; may be repeated', collect, [])
    .option(
      '--management-kubeconfig <file>',
      'kubeconfig of the management cluster (default: NABE_KUBECONFIG, KUBECONFIG)',
    )
    .action(async (name: string, options: ClusterAddOptions) => {
      // Only this command needs Kubernetes: the others start without loading any of it.
      const { clusterAdd } = await import('./commands/cluster-add.ts');
      await clusterAdd(context, name, options);
    });
}

function withServer(command: Command, { env }: CliContext): Command {
  const option = new Option('--server <url>', 'address of the hub (or NABE_SERVER)').default(
    env['NABE_SERVER'] || DEFAULT_SERVER,
  );
  return command.addOption(option);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
