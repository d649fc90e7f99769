import { appSet, configMap } from '../../world/small-manifests.ts';

export const APPLICATIONS = 1_000;
export const TEAM = 'red';
export const CLUSTER = 'prod';

const files = ['settings', 'limits', 'texts'];

/** A repository with 1,000 applications of three plain files each, and the set that deploys each of them to one cluster. */
export function repositoryFiles(url: string): Record<string, string> {
  const set = appSet({ name: 'shop', repoURL: url, namespace: TEAM });
  return {
    'appsets/shop.yaml': set,
    ...Object.assign({}, ...numbers().map((number) => applicationFiles(number, 'first'))),
  };
}

function applicationFiles(number: number, value: string): Record<string, string> {
  return Object.fromEntries(
    files.map((file) => [`apps/${nameOf(number)}/${file}.yaml`, configMap(`${nameOf(number)}-${file}`, value)]),
  );
}

/** One file of one application with another value. */
export function changeOf(number: number, value: string): Record<string, string> {
  return { [`apps/${nameOf(number)}/settings.yaml`]: configMap(`${nameOf(number)}-settings`, value) };
}

export function nameOf(number: number): string {
  return `app-${String(number).padStart(4, '0')}`;
}

function numbers(): number[] {
  return Array.from({ length: APPLICATIONS }, (_, number) => number);
}
