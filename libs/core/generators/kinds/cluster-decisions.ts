import { type JsonObject, type JsonValue, isJsonObject } from '#core/model/json.ts';
import { selectorMatches } from '#core/model/objects/label-selector.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import type { ClusterDecisionResourceGenerator } from '#core/resources/generators/leaf-generators.ts';
import type { ClusterFact } from '../facts.ts';
import { DEEPEST_ANSWER, isNestedDeeper } from '../facts/nesting.ts';
import {
  type GeneratorContext,
  type GeneratorOutcome,
  factsIncomplete,
  invalidGenerator,
} from '../generator-context.ts';
import { findSelectorMistake } from '../parameters/check-selector.ts';
import { goText, withIntegers } from '../parameters/go-text.ts';
import type { ParameterSet } from '../parameters/parameter-set.ts';
import { addValues } from '../parameters/append-values.ts';

/**
 * One parameter set for each entry of a decision resource that names a registered cluster: `name` and `server` of the cluster,
 * then every key of the entry as text, which may replace them. The ConfigMap tells the kind (`apiVersion`, plural `kind`), the
 * list below `status` (`statusListKey`, else `clusters`) and the key that holds a cluster's name (`matchKey`). `values` are
 * taken as written. In the order of the resources' names, then of their lists.
 */
export function generateFromDecisions(
  options: ClusterDecisionResourceGenerator,
  context: GeneratorContext,
): GeneratorOutcome {
  const mistake = findSelectionMistake(options);
  if (mistake) return invalidGenerator(context.field, mistake);
  const settings = readSettings(options, context);
  if (!settings.ok) return settings;
  const { apiVersion, resource, listKey, matchKey } = settings.value;
  const resources = context.facts.decisionResources({ apiVersion, resource });
  if (!resources.complete) return factsIncomplete(context.field, resources.message);
  const { clusters } = context.facts;
  if (!clusters.complete) return factsIncomplete(context.field, clusters.message);
  const chosen = resources.value.filter((object) => isChosen(object, options)).toSorted(byName);
  if (chosen.length === 0) {
    const wanted = options.name ? `named ${options.name}` : 'with the labels that it selects';
    return invalidGenerator(context.field, `there are no ${resource} of ${apiVersion} ${wanted}`);
  }
  // Argo CD's rule, and its danger: without a matchKey there are no Applications, and no error tells so.
  if (matchKey === undefined) return succeed([]);
  const entries = entriesOf(chosen, listKey);
  if (!entries.ok) return invalidGenerator(context.field, entries.failure);
  const byClusterName = new Map(clusters.value.map((cluster) => [cluster.name, cluster]));
  return succeed(
    entries.value.flatMap((entry) => {
      const cluster = byClusterName.get(clusterNameOf(entry, matchKey));
      return cluster ? [addValues(decisionParameters(cluster, entry), options.values ?? {}, context.goTemplate)] : [];
    }),
  );
}

function findSelectionMistake({ name = '', labelSelector }: ClusterDecisionResourceGenerator): string | undefined {
  const selects = labelSelector?.matchLabels !== undefined || labelSelector?.matchExpressions !== undefined;
  if ((name === '') === !selects) return 'give either `name` or `labelSelector`, not both';
  return labelSelector && findSelectorMistake(labelSelector, 'label-values');
}

interface DecisionSettings {
  readonly apiVersion: string;
  readonly resource: string;
  readonly listKey: string;
  readonly matchKey: string | undefined;
}

function readSettings({ configMapRef }: ClusterDecisionResourceGenerator, context: GeneratorContext) {
  const configMap = context.facts.configMap(configMapRef);
  if (!configMap.complete) return factsIncomplete(context.field, configMap.message);
  const field = `${context.field}.configMapRef`;
  if (!configMap.value) return invalidGenerator(field, `there is no ConfigMap ${configMapRef}`);
  const { apiVersion = '', kind: resource = '', statusListKey, matchKey } = configMap.value;
  if (apiVersion.indexOf('/') < 1 || resource === '') {
    const message = `ConfigMap ${configMapRef} needs \`apiVersion\` (group/version) and \`kind\` (the plural name of the resource)`;
    return invalidGenerator(field, message);
  }
  const settings: DecisionSettings = {
    apiVersion,
    resource,
    listKey: statusListKey || 'clusters',
    matchKey: matchKey || undefined,
  };
  return succeed(settings);
}

function isChosen(object: JsonObject, { name = '', labelSelector }: ClusterDecisionResourceGenerator): boolean {
  if (name !== '') return nameOf(object) === name;
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const labels = Object.entries(isJsonObject(metadata.labels) ? metadata.labels : {});
  return selectorMatches(labelSelector ?? {}, Object.fromEntries(labels.map(([key, value]) => [key, goText(value)])));
}

function nameOf({ metadata }: JsonObject): string {
  return isJsonObject(metadata) && typeof metadata.name === 'string' ? metadata.name : '';
}

function byName(a: JsonObject, b: JsonObject): number {
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

/** A resource without a status has not decided yet; one whose status lacks the list is not what the ConfigMap says. */
function entriesOf(resources: readonly JsonObject[], listKey: string): Result<JsonObject[], string> {
  const entries: JsonValue[] = [];
  for (const resource of resources) {
    const { status } = resource;
    if (!isJsonObject(status) || Object.keys(status).length === 0) continue;
    const list = Object.hasOwn(status, listKey) ? status[listKey] : undefined;
    if (!Array.isArray(list)) return fail(`status.${listKey} of ${nameOf(resource)} is not a list`);
    entries.push(...list);
  }
  if (isNestedDeeper(entries, DEEPEST_ANSWER)) {
    return fail(`status.${listKey} has more than ${DEEPEST_ANSWER} levels of lists and maps`);
  }
  const objects = entries.filter(isJsonObject);
  return objects.length === entries.length ? succeed(objects) : fail(`status.${listKey} holds more than objects`);
}

function clusterNameOf(entry: JsonObject, matchKey: string): string {
  const name = Object.hasOwn(entry, matchKey) ? entry[matchKey] : undefined;
  return typeof name === 'string' ? name : '';
}

function decisionParameters({ name, server }: ClusterFact, entry: JsonObject): ParameterSet {
  const texts = Object.entries(entry).map(([key, value]) => [key, goText(withIntegers(value))] as const);
  return { name, server, ...Object.fromEntries(texts) };
}
