import { isJsonObject, type JsonValue } from '../model/json.ts';

/** What a file has to do with SOPS; `line` is where the first document stands that does not fit the others. */
export type Encryption =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole'; readonly format: SopsFormat }
  | { readonly kind: 'partly'; readonly line: number };

/** As sops calls them. */
export type SopsFormat = 'yaml' | 'json' | 'dotenv' | 'ini' | 'binary';

/** An object that is encrypted in git and decrypted by an operator on its cluster, such as isindir's and craftypath's. */
const CLUSTER_KIND = 'SopsSecret';

/**
 * Tells whether sops has encrypted a file, by what it adds to each format: a block `sops` with a `mac` at the top of every document. Looks
 * at the text only, because YAML that cannot be read is the parser's to complain about. SopsSecrets count as plain: they
 * are meant to reach their cluster as they are.
 */
export function findEncryption(path: string, text: string): Encryption {
  const format = formatOf(path);
  if (format === 'yaml') return findInYaml(text);
  if (format === 'dotenv') return whole(/^sops_mac=/m.test(text), format);
  if (format === 'ini') return whole(/^\[sops\]/m.test(text) && /^mac\s*=/m.test(text), format);
  const value = parseJson(text);
  return whole(isJsonObject(value) && isEncryptedObject(value), format);
}

/** Whether an object still is as sops has left it. */
export function isEncryptedObject(value: object): boolean {
  if (!isJsonObject(value) || value['kind'] === CLUSTER_KIND) return false;
  const { sops } = value;
  return isJsonObject(sops) && typeof sops['mac'] === 'string';
}

/** Rule: sops itself goes by these endings, and takes everything else for bytes in an envelope of JSON. */
function formatOf(path: string): SopsFormat {
  if (/\.ya?ml$/.test(path)) return 'yaml';
  if (path.endsWith('.json')) return 'json';
  if (path.endsWith('.env')) return 'dotenv';
  return path.endsWith('.ini') ? 'ini' : 'binary';
}

function whole(isEncrypted: boolean, format: SopsFormat): Encryption {
  return isEncrypted ? { kind: 'whole', format } : { kind: 'none' };
}

interface YamlDocument {
  readonly line: number;
  readonly text: string;
}

function findInYaml(text: string): Encryption {
  const documents = splitYaml(text);
  const encrypted = documents.filter(isEncryptedYaml);
  if (encrypted.length === 0) return { kind: 'none' };
  const plain = documents.find((document) => !isEncryptedYaml(document));
  return plain === undefined ? { kind: 'whole', format: 'yaml' } : { kind: 'partly', line: plain.line };
}

function isEncryptedYaml({ text }: YamlDocument): boolean {
  if (!/^["']?sops["']?[ \t]*:/m.test(text)) return false;
  return /^[ \t]+["']?mac["']?[ \t]*:/m.test(text) && !new RegExp(`^kind:[ \\t]*${CLUSTER_KIND}\\b`, 'm').test(text);
}

/** Documents that hold more than comments, with the line of their first content. */
function splitYaml(text: string): YamlDocument[] {
  const documents: YamlDocument[] = [];
  let lines: string[] = [];
  let first: number | undefined;
  const end = () => {
    if (first !== undefined) documents.push({ line: first, text: lines.join('\n') });
    [lines, first] = [[], undefined];
  };
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^---(?:\s|$)/.test(line)) end();
    else {
      lines.push(line);
      if (/^[^#\s%]/.test(line)) first ??= index + 1;
    }
  }
  end();
  return documents;
}

function parseJson(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
