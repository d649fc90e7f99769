import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { cloudKeyId, type CloudService, cloudServices } from './cloud-key-id.ts';

/** What sops has put into a file, less everything that nobody has judged. */
export interface SopsMetadata {
  readonly fields: JsonObject;
  /** Keys of cloud services as {@link cloudKeyId} writes them, each once, sorted. */
  readonly cloudKeys: readonly string[];
}

/** How the file was encrypted. Source: package stores of sops. */
const plainFields = [
  'lastmodified',
  'mac',
  'version',
  'unencrypted_suffix',
  'encrypted_suffix',
  'unencrypted_regex',
  'encrypted_regex',
  'unencrypted_comment_regex',
  'encrypted_comment_regex',
  'mac_only_encrypted',
] as const;

/** Fields of a key, by the list that it stands in. */
const keyFields: Readonly<Record<'age' | 'pgp' | CloudService, readonly string[]>> = {
  age: ['recipient', 'enc'],
  pgp: ['fp', 'created_at', 'enc'],
  kms: ['arn', 'role', 'context', 'created_at', 'enc'],
  gcp_kms: ['resource_id', 'created_at', 'enc'],
  azure_kv: ['vault_url', 'name', 'version', 'created_at', 'enc'],
  hc_vault: ['vault_address', 'engine_path', 'key_name', 'created_at', 'enc'],
};

/**
 * Reads the block `sops` of a file. Fails with the end of a sentence where it names keys in a way that cannot be judged: of services that
 * Nabe does not know, in groups of which several are needed, by a profile of AWS.
 */
export function readSopsMetadata(block: JsonObject): Result<SopsMetadata, string> {
  for (const field of ['key_groups', 'hckms'])
    if (!isEmpty(block[field])) return fail(`names keys under ${field}, which cannot be used here`);
  const cloudKeys = new Set<string>();
  const fields = pick(block, plainFields);
  for (const [list, names] of Object.entries(keyFields)) {
    const keys = listOf(block[list]);
    if (keys.length > 0) fields[list] = keys.map((key) => pick(key, names));
  }
  for (const service of cloudServices)
    for (const key of listOf(block[service])) {
      const id = isPlain(key) ? cloudKeyId(service, key) : undefined;
      if (id === undefined) return fail(`names a key under ${service} that cannot be used here`);
      cloudKeys.add(id);
    }
  return succeed({ fields, cloudKeys: [...cloudKeys].toSorted() });
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter((entry) => isJsonObject(entry)) : [];
}

/** Texts only, but for the context of a key of AWS; a profile would be a choice among identities. */
function isPlain(key: JsonObject): boolean {
  const { context = null, aws_profile: profile = '', ...texts } = key;
  const isContext = context === null || (isJsonObject(context) && Object.values(context).every(isText));
  return isContext && isEmpty(profile) && Object.values(texts).every(isText);
}

function isText(value: JsonValue): boolean {
  return value === null || typeof value === 'string';
}

function pick(value: JsonObject, names: readonly string[]): Record<string, JsonValue> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const field = Object.hasOwn(value, name) ? value[name] : undefined;
      const isKept = typeof field === 'string' || typeof field === 'boolean' || isJsonObject(field);
      return isKept ? [[name, field] as const] : [];
    }),
  );
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
