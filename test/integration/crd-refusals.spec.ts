import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import { customResourceDefinition } from '#core/resources/schema/custom-resource-definition.ts';
import { RESOURCE_DEFINITIONS } from '#core/resources/schema/resource-definitions.ts';
import { type Fleet, startFleet } from '../fleet/fleet.ts';
import { createSeen, installFromHub } from './fixtures/crd-install.ts';
import { enumCases, ruleCases } from './fixtures/refused-objects.ts';
import { collectionOf, withSpec } from './fixtures/resource-objects.ts';

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

describe('a key of a cloud service', () => {
  const refusalsFor = (key: string) =>
    refusalsOf('POST', collectionOf('tenants'), withSpec('tenants', { decryption: { cloudKeys: [key] } }));

  it.each([
    'arn:aws:kms:eu-central-1:111122223333:key/9f5c-11',
    'arn:aws:kms:eu-central-1:111122223333:alias/red+arn:aws:iam::111122223333:role/red',
    'projects/p/locations/global/keyRings/r/cryptoKeys/k',
    'https://red.vault.azure.net/keys/web/a1',
    'https://vault.example.com:8200/v1/sops/keys/red',
  ])('may be %s', async (key) => {
    expect(await refusalsFor(key)).toEqual([]);
  });

  it.each(['*', 'red', 'arn:aws:s3:::bucket', 'https://vault.example.com/a,https://b.example.com/keys/x'])(
    'must not be %s',
    async (key) => {
      expect(await refusalsFor(key)).toEqual([expect.stringContaining('spec.decryption.cloudKeys[0]: ')]);
    },
  );
});

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
