import { canonicalJson } from '../../model/canonical-json.ts';
import { fail, type Result, succeed } from '../../model/result.ts';
import type { HelmOptions } from '../../resources/application-source.ts';
import { joinPath } from '../plan/relative-path.ts';
import type { HelmPlan, HelmSetting } from '../plan/render-plan.ts';
import type { SourceFile, SourceFiles } from '../plan/source-files.ts';
import { findParts } from '../plan/source-parts.ts';
import { findValueFile, type References } from './find-value-file.ts';
import { findValueFiles } from './find-value-files.ts';
import { readDependencies } from './read-dependencies.ts';

export interface HelmFacts {
  readonly application: string;
  /** Of the destination. */
  readonly namespace: string;
  readonly references: References;
}

/** The longest name of a release that Helm accepts. */
const longestRelease = 53;

/** Plans `helm template` of the chart in a directory, with the arguments that Argo CD gives it. */
export function planHelm(
  chart: SourceFile,
  options: HelmOptions,
  facts: HelmFacts,
  files: SourceFiles,
): Result<HelmPlan, string> {
  if (files.typeOf({ ...chart, path: joinPath(chart.path, 'Chart.yaml') }) !== 'file')
    return fail(`source.path ${JSON.stringify(chart.path || '.')} has no Chart.yaml, and the source has a helm block`);
  const release = options.releaseName || facts.application;
  if (release.length > longestRelease)
    return fail(`the release name ${release} has more than ${longestRelease} characters: give helm.releaseName`);
  const valueFiles = findValueFiles(chart, options, facts.references, files);
  if (!valueFiles.ok) return valueFiles;
  const settings = findSettings(chart, options, facts, files);
  if (!settings.ok) return settings;
  const needs = readDependencies(chart, files);
  if (!needs.ok) return needs;
  const { copies, dependencies } = needs.value;
  const read = [
    chart,
    ...valueFiles.value,
    ...settings.value.flatMap((setting) => (setting.flag === '--set-file' ? [setting.file] : [])),
    ...copies.map(({ from }) => from),
  ];
  const parts = findParts(read, files);
  if (!parts.ok) return parts;
  return succeed({
    kind: 'helm',
    root: chart,
    parts: parts.value,
    added: [],
    release,
    namespace: options.namespace || facts.namespace,
    valueFiles: valueFiles.value,
    values: inlineValues(options),
    settings: settings.value,
    flags: flagsOf(options),
    kubeVersion: options.kubeVersion || undefined,
    apiVersions: options.apiVersions?.length ? options.apiVersions : undefined,
    passCredentials: options.passCredentials === true,
    copies,
    dependencies,
  });
}

/** Rule of Argo CD: an object of values replaces the text, even where it is empty. */
function inlineValues({ values = '', valuesObject }: HelmOptions): string {
  return valuesObject === undefined ? values : canonicalJson(valuesObject);
}

function flagsOf({ skipCrds, skipSchemaValidation, skipTests }: HelmOptions): string[] {
  return [
    ...(skipCrds === true ? [] : ['--include-crds']),
    ...(skipSchemaValidation === true ? ['--skip-schema-validation'] : []),
    ...(skipTests === true ? ['--skip-tests'] : []),
  ];
}

function findSettings(
  chart: SourceFile,
  { parameters = [], fileParameters = [] }: HelmOptions,
  { references }: HelmFacts,
  files: SourceFiles,
): Result<HelmSetting[], string> {
  const settings: HelmSetting[] = parameters.map(({ name, value, forceString }) => ({
    flag: forceString === true ? '--set-string' : '--set',
    text: `${name}=${escapeCommas(value)}`,
  }));
  for (const { name, path } of fileParameters) {
    const file = findValueFile(path, chart, references, files);
    if (!file.ok) return fail(`helm.fileParameters: ${name}: ${file.failure}`);
    if (file.value === undefined)
      return fail(`helm.fileParameters: ${name}: ${JSON.stringify(path)} does not exist: correct it`);
    settings.push({ flag: '--set-file', name, file: file.value });
  }
  return succeed(settings);
}

/** A comma would begin the next setting: Argo CD escapes those that are not escaped, except in a list such as `{a,b}`. */
export function escapeCommas(value: string): string {
  return value.startsWith('{') && value.endsWith('}') ? value : value.replaceAll(/(?<!\\),/g, '\\,');
}
