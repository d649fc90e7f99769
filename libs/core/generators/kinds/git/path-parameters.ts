import { normalizeName } from '#core/templating/functions/text/slug-functions.ts';
import type { ParameterSet } from '../../parameters/parameter-set.ts';

/** What a path gives: where the parameters go and whether they nest. */
interface PathOptions {
  /** `pathParamPrefix`; empty for none. */
  readonly prefix: string;
  readonly goTemplate: boolean;
}

/** The parameters of a directory: its path, last name and parts. */
export function directoryParameters(path: string, options: PathOptions): ParameterSet {
  return pathParameters(path, {}, options);
}

/** The parameters of a file: those of its directory (`.` at the root) and its name. */
export function fileParameters(path: string, options: PathOptions): ParameterSet {
  const slash = path.lastIndexOf('/');
  const filename = path.slice(slash + 1);
  const directory = slash < 0 ? '.' : path.slice(0, slash);
  return pathParameters(directory, { filename, filenameNormalized: normalizeName(filename) }, options);
}

function pathParameters(path: string, names: Readonly<Record<string, string>>, options: PathOptions): ParameterSet {
  const { prefix, goTemplate } = options;
  const basename = path.slice(path.lastIndexOf('/') + 1);
  const texts = { basename, basenameNormalized: normalizeName(basename), ...names };
  const segments = path.split('/');
  if (goTemplate) {
    const nested = { path: { path, ...texts, segments } };
    return prefix === '' ? nested : { [prefix]: nested };
  }
  const start = prefix === '' ? 'path' : `${prefix}.path`;
  return Object.fromEntries([
    [start, path],
    ...Object.entries(texts).map(([key, text]) => [`${start}.${key}`, text] as const),
    ...segments.flatMap((segment, index) => (segment === '' ? [] : [[`${start}[${index}]`, segment] as const])),
  ]);
}
