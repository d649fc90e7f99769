import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import { customResourceDefinition } from '#core/resources/custom-resource-definition.ts';
import { RESOURCE_DEFINITIONS } from '#core/resources/resource-definitions.ts';
import { type Fleet, startFleet } from '../fleet/fleet.ts';
import { createSeen, installFromHub } from './fixtures/crd-install.ts';
import { collectionOf, type Plural, plurals, validObject, withSpec, withStatus } from './fixtures/resource-objects.ts';

interface Refusal {
  readonly message: string;
  readonly details?: { readonly causes?: readonly { readonly field: string; readonly message: string }[] };
}

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ spokes: [] });
  await installFromHub(fleet.management);
  await createSeen(fleet.management);
});
afterAll(() => fleet?.stop());

/** What the API server says to the object, as `field: message` without the value; empty when it would take it. */
async function refusalsOf(method: 'POST' | 'PATCH', path: string, body: JsonObject): Promise<string[]> {
  const headers = { 'content-type': method === 'POST' ? 'application/json' : 'application/merge-patch+json' };
  const answer = await fleet.management.request<Refusal>(method, `${path}?dryRun=All`, body, headers);
  if (answer.status < 300) return [];
  const causes = answer.body.details?.causes ?? [{ field: '', message: answer.body.message }];
  return causes.map(({ field, message }) => `${field.replace('<nil>', '')}: ${withoutValue(message)}`).toSorted();
}

/** The API server quotes a refused text before the rule's message. */
function withoutValue(message: string): string {
  return message.replace(/^Invalid value: ("(\\.|[^"\\])*": )?/, '');
}

const long = 'a'.repeat(64);
const selector = (expression: JsonObject) => ({
  destinations: [{ clusterSelector: { matchExpressions: [expression] }, namespaces: ['*'] }],
});
const needsValues =
  'spec.destinations[0].clusterSelector.matchExpressions[0]: In and NotIn need values; Exists and DoesNotExist take none';

const signers = (signer: JsonObject) => ({ sourceIntegrity: { signers: [{ name: 'alice', ...signer }] } });
const gpgKey = '-----BEGIN PGP PUBLIC KEY BLOCK-----';
const sshKey = 'ssh-ed25519 AAAA';
const oneKey = 'give either gpgKey or sshKey; a person may be listed twice';

const commit = 'a'.repeat(40);

const ruleCases: readonly { name: string; plural: Plural; object: JsonObject; refused: string }[] = [
  ...[{}, { sync: {}, cancel: {} }].map((operation) => ({
    name: `an operation that is ${'sync' in operation ? 'two things' : 'nothing'}`,
    plural: 'applications' as const,
    object: { ...validObject('applications', 'changed'), operation },
    refused: 'operation: give either sync or cancel',
  })),
  {
    name: 'an address of a registry whose type says something else',
    plural: 'repositories',
    object: withSpec('repositories', { url: 'oci://registry.example/charts', type: 'helm' }),
    refused: 'spec: an oci:// address and type oci belong together',
  },
  {
    name: 'a tenant name with a dot, which no namespace could carry',
    plural: 'tenants',
    object: validObject('tenants', 'red.blue'),
    refused: ': a tenant name is a DNS label',
  },
  {
    name: 'a tenant name that leaves no room for a prefix',
    plural: 'tenants',
    object: validObject('tenants', 'a'.repeat(51)),
    refused: ': a tenant name has at most 50 characters',
  },
  {
    name: 'a destination with a name glob and a selector',
    plural: 'tenants',
    object: withSpec('tenants', { destinations: [{ cluster: '*', clusterSelector: {}, namespaces: ['*'] }] }),
    refused: 'spec.destinations[0]: give either cluster (a name glob) or clusterSelector',
  },
  {
    name: 'a destination with neither',
    plural: 'tenants',
    object: withSpec('tenants', { destinations: [{ namespaces: ['*'] }] }),
    refused: 'spec.destinations[0]: give either cluster (a name glob) or clusterSelector',
  },
  {
    name: 'In without values, which would match nothing',
    plural: 'tenants',
    object: withSpec('tenants', selector({ key: 'env', operator: 'In' })),
    refused: needsValues,
  },
  {
    name: 'NotIn with an empty list, which would match everything',
    plural: 'tenants',
    object: withSpec('tenants', selector({ key: 'env', operator: 'NotIn', values: [] })),
    refused: needsValues,
  },
  {
    name: 'Exists with values, which would be ignored',
    plural: 'tenants',
    object: withSpec('tenants', selector({ key: 'env', operator: 'Exists', values: ['prod'] })),
    refused: needsValues,
  },
  {
    name: 'a cluster name that no label can carry',
    plural: 'clusters',
    object: validObject('clusters', long),
    refused: ': a cluster name has at most 63 characters',
  },
  {
    name: 'credentials in the address of a cluster',
    plural: 'clusters',
    object: withSpec('clusters', { server: 'https://root:secret@prod-eu:6443' }),
    refused: 'spec.server: no credentials in the address: put them into the Secret',
  },
  {
    name: 'certificates that are not in base64',
    plural: 'clusters',
    object: withSpec('clusters', { caData: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n' }),
    refused: 'spec.caData: this is PEM itself: encode the whole text as base64',
  },
  {
    name: 'a repository that would be asked without a pause',
    plural: 'repositories',
    object: withSpec('repositories', { interval: '0s' }),
    refused: 'spec.interval: the interval is at least 1s',
  },
  {
    name: 'the password of git as the secret of webhooks',
    plural: 'repositories',
    object: withSpec('repositories', { credentialsRef: { name: 'git' }, webhookSecretRef: { name: 'git' } }),
    refused: 'spec: webhooks need a Secret of their own: everybody who may set webhooks up learns what is in it',
  },
  {
    name: 'a signer with two keys in one entry',
    plural: 'repositories',
    object: withSpec('repositories', signers({ gpgKey, sshKey })),
    refused: `spec.sourceIntegrity.signers[0]: ${oneKey}`,
  },
  {
    name: 'a signer without a key',
    plural: 'tenants',
    object: withSpec('tenants', signers({})),
    refused: `spec.sourceIntegrity.signers[0]: ${oneKey}`,
  },
  {
    name: 'the name of a set that no label can carry',
    plural: 'applicationsets',
    object: validObject('applicationsets', long),
    refused: ': the name of an ApplicationSet has at most 63 characters',
  },
  {
    name: 'a destination that names a cluster and an address',
    plural: 'applications',
    object: withSpec('applications', { destination: { name: 'prod-eu', server: 'https://prod-eu:6443' } }),
    refused: 'spec.destination: give either name or server',
  },
];

describe('a CEL rule refuses', () => {
  it.each(ruleCases)('$name', async ({ plural, object, refused }) => {
    expect(await refusalsOf('POST', collectionOf(plural), object)).toEqual([refused]);
  });

  it('is there for each of these cases, and there is no rule without a case', () => {
    const rules = RESOURCE_DEFINITIONS.flatMap((definition) => messagesIn(customResourceDefinition(definition)));
    const covered = ruleCases.map(({ refused }) => refused.replace(/^\S*: /, ''));
    expect([...new Set(covered)].toSorted()).toEqual([...new Set(rules)].toSorted());
  });
});

describe('the address of a repository', () => {
  it.each([
    'https://git.example/a.git',
    'http://127.0.0.1:8080/a',
    'ssh://git@git.example:2222/a.git',
    'git@git.example:a/b.git',
    'git.example:a/b.git',
  ])('may be %s', async (url) => {
    expect(await refusalsOf('POST', collectionOf('repositories'), withSpec('repositories', { url }))).toEqual([]);
  });

  it.each([
    'https://me:secret@git.example/a',
    'ssh://git:secret@git.example/a',
    'file:///etc',
    'ext::sh',
    'git://git.example/a',
    '-oProxyCommand=id:a',
    '/srv/a.git',
  ])('must not be %s', async (url) => {
    const refusals = await refusalsOf('POST', collectionOf('repositories'), withSpec('repositories', { url }));
    expect(refusals).toEqual([expect.stringContaining('spec.url: ')]);
  });
});

const condition = { type: 'Ready', status: 'Sometimes', reason: 'R', message: 'm', lastTransitionTime: 't' };
const enumCases: readonly { field: string; plural: Plural; object: JsonObject }[] = [
  { field: 'spec.type', plural: 'repositories', object: withSpec('repositories', { type: 'Sometimes' }) },
  {
    field: 'spec.destinations[0].clusterSelector.matchExpressions[0].operator',
    plural: 'tenants',
    object: withSpec('tenants', selector({ key: 'env', operator: 'Sometimes' })),
  },
  {
    field: 'spec.syncPolicy.applicationsSync',
    plural: 'applicationsets',
    object: withSpec('applicationsets', { syncPolicy: { applicationsSync: 'Sometimes' } }),
  },
  ...(['tenants', 'repositories'] as const).map((plural) => ({
    field: 'spec.sourceIntegrity.accept',
    plural,
    object: withSpec(plural, { sourceIntegrity: { accept: 'Sometimes', signers: [{ name: 'alice', sshKey }] } }),
  })),
  {
    field: 'spec.syncWindows[0].kind',
    plural: 'tenants',
    object: withSpec('tenants', { syncWindows: [{ kind: 'Sometimes', schedule: '0 22 * * *', duration: '1h' }] }),
  },
  ...[
    { field: 'use', rule: { use: 'Sometimes' } },
    { field: 'cases[0].status', rule: { cases: [{ status: 'Sometimes', when: 'true' }] } },
    { field: 'otherwise.status', rule: { otherwise: { status: 'Sometimes' } } },
  ].map(({ field, rule }) => ({
    field: `spec.healthRules[0].${field}`,
    plural: 'tenants' as const,
    object: withSpec('tenants', { healthRules: [{ kinds: ['shop.example/Till'], ...rule }] }),
  })),
  ...[{ phase: 'Sometimes' }, { phase: 'PreSync', outcome: 'Sometimes' }].map((hook) => ({
    field: `status.hooks[0].${'outcome' in hook ? 'outcome' : 'phase'}`,
    plural: 'applications' as const,
    object: withStatus({ hooks: [{ id: 'batch/Job/a/b', version: 'v1', run: 'r', ...hook }] }),
  })),
  { field: 'status.phase', plural: 'clusters', object: withStatus({ phase: 'Sometimes' }) },
  { field: 'status.sync.status', plural: 'applications', object: withStatus({ sync: { status: 'Sometimes' } }) },
  { field: 'status.health.status', plural: 'applications', object: withStatus({ health: { status: 'Sometimes' } }) },
  {
    field: 'status.operation.phase',
    plural: 'applications',
    object: withStatus({ operation: { phase: 'Sometimes' } }),
  },
  {
    field: 'status.operation.trigger',
    plural: 'applications',
    object: withStatus({ operation: { phase: 'Running', trigger: 'Sometimes' } }),
  },
  {
    field: 'status.history[0].trigger',
    plural: 'applications',
    object: withStatus({
      history: [{ commit, finishedAt: 'now', created: 0, configured: 0, pruned: 0, trigger: 'Sometimes' }],
    }),
  },
  {
    field: 'status.inventory[0].keep[0]',
    plural: 'applications',
    object: withStatus({ inventory: [{ id: '/ConfigMap/a/b', version: 'v1', keep: ['Sometimes'] }] }),
  },
  {
    field: 'status.contention[0].left',
    plural: 'applications',
    object: withStatus({ contention: [{ id: '/ConfigMap/a/b', heals: [], left: 'Sometimes' }] }),
  },
  {
    field: 'status.results[0].outcome',
    plural: 'applications',
    object: withStatus({ results: [{ id: '/ConfigMap/a/b', outcome: 'Sometimes' }] }),
  },
  ...plurals.map((plural) => ({
    field: 'status.conditions[0].status',
    plural,
    object: withStatus({ conditions: [condition] }),
  })),
];

describe('an enum refuses any other word', () => {
  it.each(enumCases)('in $field of $plural', async ({ field, plural, object }) => {
    const isStatus = field.startsWith('status');
    const path = isStatus ? `${collectionOf(plural)}/seen/status` : collectionOf(plural);
    const refusals = await refusalsOf(isStatus ? 'PATCH' : 'POST', path, object);
    const unsupported = refusals.filter((line) => line.startsWith(`${field}: Unsupported value: "Sometimes"`));
    expect(unsupported).toHaveLength(1);
  });

  it('in all enums there are', () => {
    const all = RESOURCE_DEFINITIONS.flatMap((definition) => enumsIn(customResourceDefinition(definition)));
    expect(enumCases).toHaveLength(all.length);
  });
});

/** Values of a word anywhere in a schema. */
function valuesOf(word: string, node: JsonValue): JsonValue[] {
  if (Array.isArray(node)) return node.flatMap((item) => valuesOf(word, item));
  if (!isJsonObject(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === word ? [value] : valuesOf(word, value)));
}

function messagesIn(crd: JsonObject): string[] {
  const rules = valuesOf('x-kubernetes-validations', crd).flat();
  return rules.flatMap((rule) => (isJsonObject(rule) && typeof rule['message'] === 'string' ? [rule['message']] : []));
}

function enumsIn(crd: JsonObject): JsonValue[] {
  return valuesOf('enum', crd);
}
