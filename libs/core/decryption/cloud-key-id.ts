/** Services that keep keys, as sops calls their lists in a file. */
export const cloudServices = ['kms', 'gcp_kms', 'azure_kv', 'hc_vault'] as const;
export type CloudService = (typeof cloudServices)[number];

/** Names are plain, so that no id can be read in two ways and none climbs. */
const patterns: Readonly<Record<CloudService, RegExp>> = {
  kms: /^arn:[\w-]+:kms:[\w-]+:\d+:(?:key|alias)\/[\w/-]+(?:\+arn:[\w-]+:iam::\d+:role\/[\w+=,.@/-]+)?$/,
  gcp_kms: /^projects\/[\w.:-]+\/locations\/[\w-]+\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+$/,
  azure_kv: /^https:\/\/[\w.-]+(?::\d+)?\/keys\/[\w-]+(?:\/\w+)?$/,
  hc_vault: /^https?:\/\/[\w.-]+(?::\d+)?\/v1(?:\/(?!\.\.?\/)[\w.-]+)+\/keys\/(?!\.\.?$)[\w.-]+$/,
};

/**
 * A key of a cloud service, from its fields in a file, as one writes it for sops on the command line: an ARN (with `+` and the ARN of a role
 * to assume), a resource id of Google, the address of a key in a vault of Azure or HashiCorp. Undefined for what is no such key.
 */
export function cloudKeyId(service: CloudService, fields: Readonly<Record<string, unknown>>): string | undefined {
  const field = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  const id = {
    kms: () => [field('arn'), field('role')].filter(Boolean).join('+'),
    gcp_kms: () => field('resource_id'),
    azure_kv: () => [field('vault_url'), 'keys', field('name'), field('version')].filter(Boolean).join('/'),
    hc_vault: () => `${field('vault_address')}/v1/${field('engine_path')}/keys/${field('key_name')}`,
  }[service]();
  // The name of a key is one word: the rest belongs to the path of its engine.
  const isOneWord = !field('key_name').includes('/') && !field('name').includes('/');
  return isOneWord && patterns[service].test(id) ? id : undefined;
}
