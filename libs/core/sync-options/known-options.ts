/** Where an option may stand: in the Application's syncPolicy, in an object's annotation, or in both. */
export type OptionPlace = 'application' | 'object';

interface KnownOption {
  readonly values: readonly string[];
  readonly places: readonly OptionPlace[];
}

const onOff = ['true', 'false'];
const both: readonly OptionPlace[] = ['application', 'object'];
const application: readonly OptionPlace[] = ['application'];

/**
 * Argo CD's sync options. Some ask for what Nabe does anyway: `ApplyOutOfSyncOnly`, `FailOnSharedResource`, and
 * `ClientSideApplyMigration=true`, whose `false` is told to be without effect.
 */
const knownOptions = {
  ApplyOutOfSyncOnly: { values: onOff, places: application },
  ClientSideApplyMigration: { values: ['true'], places: application },
  CreateNamespace: { values: onOff, places: application },
  Delete: { values: [...onOff, 'confirm'], places: both },
  FailOnSharedResource: { values: onOff, places: application },
  Force: { values: onOff, places: both },
  Prune: { values: [...onOff, 'confirm'], places: both },
  PruneLast: { values: onOff, places: both },
  PrunePropagationPolicy: { values: ['foreground', 'background', 'orphan'], places: application },
  Replace: { values: onOff, places: both },
  RespectIgnoreDifferences: { values: onOff, places: application },
  ServerSideApply: { values: onOff, places: both },
  SkipDryRunOnMissingResource: { values: onOff, places: both },
  Validate: { values: onOff, places: both },
} as const satisfies Readonly<Record<string, KnownOption>>;

export type OptionName = keyof typeof knownOptions;

export function findKnownOption(name: string): (KnownOption & { readonly name: OptionName }) | undefined {
  return isOptionName(name) ? { name, ...knownOptions[name] } : undefined;
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(knownOptions, name);
}
