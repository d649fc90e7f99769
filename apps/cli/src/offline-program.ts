import { type Command, Option } from 'commander';
import type { AppSetDiffOptions } from './commands/appset/diff.ts';
import type { AppSetExpandOptions } from './commands/appset/expand.ts';
import type { ProjectCheckOptions } from './commands/project/check.ts';
import type { ProjectConvertOptions } from './commands/project/convert.ts';
import type { HealthOptions } from './commands/health.ts';
import type { RenderOptions } from './commands/render.ts';
import type { TemplateOptions } from './commands/template.ts';
import type { ValidateOptions } from './commands/validate.ts';
import type { CliContext } from './cli-context.ts';

/**
 * The commands that work on files alone. Each is loaded when it is called: the others start without loading the template
 * engine. `addServer` gives a command the option that names the hub.
 */
export function addOfflineCommands(
  program: Command,
  context: CliContext,
  addServer: (command: Command) => Command,
): void {
  const appset = program.command('appset').description('ApplicationSets in files.');
  addExpand(appset, context);
  addDiff(appset, context, addServer);
  addHealth(program, context);
  addRender(program, context);
  addTemplate(program, context);
  addValidate(program, context);
  addProject(program, context);
}

function addExpand(appset: Command, context: CliContext): void {
  const command = appset
    .command('expand')
    .description('Prints the Applications that the ApplicationSets of a file make.')
    .requiredOption('-f, --file <file>', 'file with the ApplicationSets');
  addInputs(command)
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['yaml', 'json', 'name']).default('yaml'))
    .option('--params', 'print the parameter sets of the generators instead')
    .option('--tenant <name>', 'also warn of what the hub would refuse of this tenant')
    .action(async (options: AppSetExpandOptions) => {
      const { appSetExpand } = await import('./commands/appset/expand.ts');
      await appSetExpand(context, options);
    });
}

function addDiff(appset: Command, context: CliContext, addServer: (command: Command) => Command): void {
  const command = appset
    .command('diff')
    .description(
      'Prints which Applications a file adds, changes and removes, beside its older version or the running hub.',
    )
    .requiredOption('-f, --file <file>', 'file with the ApplicationSets')
    .option('--against <file>', 'older version of the file; the running hub, if it is not given');
  addServer(addInputs(command))
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--tenant <name>', 'the tenant that owns the ApplicationSets')
    .action(async (options: AppSetDiffOptions) => {
      const { appSetDiff } = await import('./commands/appset/diff.ts');
      await appSetDiff(context, options);
    });
}

function addHealth(program: Command, context: CliContext): void {
  program
    .command('health')
    .description('Says how the objects of a file are, as the health of an Application would.')
    .requiredOption('-f, --file <file>', 'file with the objects, their status included')
    .option('--tenant <file>', 'file with a Tenant whose healthRules go first')
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['table', 'json']).default('table'))
    .action(async (options: HealthOptions) => {
      const { showHealth } = await import('./commands/health.ts');
      await showHealth(context, options);
    });
}

function addRender(program: Command, context: CliContext): void {
  program
    .command('render')
    .description('Prints the objects that a worker would apply for the Applications of a file.')
    .requiredOption('-f, --file <file>', 'file with the Applications')
    .option(
      '--repo <URL=DIR>',
      'folder with the files of a git repository, or with charts; may be repeated',
      collect,
      [],
    )
    .option('--submodules', 'read submodules, as where a Repository has spec.submodules', false)
    .option('--fetch', 'fetch charts that no folder stands for from their servers', false)
    .option(
      '--decryption-key <file>',
      'NAME.agekey or NAME.asc, for files encrypted with SOPS; may be repeated',
      collect,
      [],
    )
    .option(
      '--cloud-key <key>',
      'key of a cloud service that sops may ask as you, as in a Tenant; may be repeated',
      collect,
      [],
    )
    .option('--kube-version <version>', 'Kubernetes version of the cluster, for charts that ask')
    .option('--api-versions <version>', 'API version of the cluster, for charts that ask; may be repeated', collect, [])
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['yaml', 'json']).default('yaml'))
    .action(async (options: RenderOptions) => {
      const { render } = await import('./commands/render.ts');
      await render(context, options);
    });
}

function addTemplate(program: Command, context: CliContext): void {
  program
    .command('template')
    .description('Renders a text with parameters, as ApplicationSets do.')
    .addOption(
      new Option('--engine <engine>', 'Go templates with sprig, or the older {{name}} mode')
        .choices(['go', 'fast'])
        .makeOptionMandatory(),
    )
    .requiredOption('-t, --template <file>', 'the text to render')
    .requiredOption('-p, --params <file>', 'JSON object of the parameters')
    .option('--option <option>', 'such as missingkey=error; may be repeated', collect, [])
    .action(async (options: TemplateOptions) => {
      const { template } = await import('./commands/template.ts');
      await template(context, options);
    });
}

function addValidate(program: Command, context: CliContext): void {
  program
    .command('validate')
    .description('Lists every problem of the ApplicationSets in files, with file, line, column and field.')
    .requiredOption('-f, --file <file...>', 'files to look at')
    .action(async (options: ValidateOptions) => {
      const { validate } = await import('./commands/validate.ts');
      await validate(context, options);
    });
}

function addProject(program: Command, context: CliContext): void {
  const project = program.command('project').description("Argo CD's AppProjects in files.");
  project
    .command('check')
    .description('Says whether an AppProject allows a source, a destination or a resource.')
    .requiredOption('-f, --file <file>', 'file with the AppProject')
    .option('--source <URL>', 'address of a repository')
    .option('--destination <SERVER/NAMESPACE>', 'address or name of a cluster, and a namespace')
    .option('--resource <GROUP/KIND[/NAME]>', 'kind of an object; the core group is empty, as in /ConfigMap')
    .option('--cluster-scoped', "the resource lives outside namespaces; known of Kubernetes' own kinds")
    .action(async (options: ProjectCheckOptions) => {
      const { projectCheck } = await import('./commands/project/check.ts');
      await projectCheck(context, options);
    });
  project
    .command('convert')
    .description('Prints the Tenant that an AppProject translates into.')
    .requiredOption('-f, --file <file>', 'file with the AppProject')
    .option('--clusters <file>', 'cluster Secrets, or Clusters of Nabe: their addresses become names')
    .option('--control-namespace <name>', 'namespace of cluster Secrets', 'argocd')
    .action(async (options: ProjectConvertOptions) => {
      const { projectConvert } = await import('./commands/project/convert.ts');
      await projectConvert(context, options);
    });
}

/** The options that say what generators see. */
function addInputs(command: Command): Command {
  return command
    .option('--clusters <file>', 'cluster Secrets, or Clusters of Nabe')
    .option('--objects <file>', 'ConfigMaps and decision resources')
    .option('--facts <file>', 'what code hosts and plugins answer')
    .option('--repo <URL=DIR>', 'folder with the files of a git repository; may be repeated', collect, [])
    .addOption(
      new Option('--git-file-globbing <mode>', 'how patterns of git files match')
        .choices(['pathspec', 'doublestar'])
        .default('pathspec'),
    )
    .option('--control-namespace <name>', 'namespace of cluster Secrets, ConfigMaps and decision resources', 'argocd');
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
