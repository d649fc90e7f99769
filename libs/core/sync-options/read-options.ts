import type { Manifest } from '#core/model/objects/manifest.ts';
import type { ApplicationSpec } from '#core/resources/application.ts';
import { findKnownOption, type OptionName, type OptionPlace } from './known-options.ts';

/** Options by name; of one that is written twice the last counts. */
export type SyncOptions = ReadonlyMap<OptionName, string>;

export interface OptionsRead {
  readonly options: SyncOptions;
  /** Those without effect, as written: unknown, of a value nobody knows, or in a place where they mean nothing. */
  readonly unknown: readonly string[];
}

const annotation = 'argocd.argoproj.io/sync-options';

/** The options of `spec.syncPolicy.syncOptions`. */
export function readApplicationOptions({ syncPolicy }: Pick<ApplicationSpec, 'syncPolicy'>): OptionsRead {
  return readOptions(syncPolicy?.syncOptions ?? [], 'application');
}

/** The options of one object, as in `Prune=false,Delete=false`; spaces around parts do not count. */
export function readObjectOptions({ metadata }: Manifest): OptionsRead {
  return readOptions((metadata.annotations?.[annotation] ?? '').split(','), 'object');
}

/** What counts for one object: its own options go before the Application's, as in Argo CD. */
export function effectiveOptions(manifest: Manifest, application: SyncOptions): SyncOptions {
  return new Map([...application, ...readObjectOptions(manifest).options]);
}

function readOptions(texts: readonly string[], place: OptionPlace): OptionsRead {
  const options = new Map<OptionName, string>();
  const unknown: string[] = [];
  for (const text of texts.flatMap((part) => part.trim() || [])) {
    const [name = '', value = ''] = text.split('=', 2);
    const known = findKnownOption(name);
    if (known?.values.includes(value) && known.places.includes(place)) options.set(known.name, value);
    else unknown.push(text);
  }
  return { options, unknown };
}
