import { listBriefly } from '../model/text/list-briefly.ts';
import { DnsName } from '../resources/schema/shared-fields.ts';

const LABEL_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

export interface ClusterCandidate {
  readonly name: string;
  readonly server: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What has to change before a cluster can be registered, as one sentence; undefined when nothing has to. */
export function checkCluster({ name, server, labels }: ClusterCandidate): string | undefined {
  if (name.length > 63 || !DnsName.safeParse(name).success) {
    return `"${name}" is no cluster name: use at most 63 lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit`;
  }
  if (!server.startsWith('https://'))
    return `cluster ${name} has the server ${server}: only https servers can be registered`;
  const wrong = Object.entries(labels).filter(([key, value]) => !isLabelKey(key) || !isLabelValue(value));
  if (wrong.length === 0) return undefined;
  const shown = listBriefly(wrong.map(([key, value]) => `${key}=${value}`).toSorted());
  return `not valid as Kubernetes labels: ${shown} (key: optional DNS prefix and "/", then up to 63 letters, digits, "-", "_", "."; value: the same or empty)`;
}

/** Kubernetes' qualified name: an optional DNS subdomain and a slash before a name of at most 63 characters. */
function isLabelKey(key: string): boolean {
  const [first = '', second, ...rest] = key.split('/');
  if (rest.length > 0) return false;
  if (second === undefined) return LABEL_NAME.test(first);
  return first.length <= 253 && LABEL_PREFIX.test(first) && LABEL_NAME.test(second);
}

function isLabelValue(value: string): boolean {
  return value === '' || LABEL_NAME.test(value);
}
