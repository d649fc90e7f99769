/** How a registry wants to be asked, by its `WWW-Authenticate` header. */
export type RegistryChallenge =
  | { readonly kind: 'basic' }
  /** A token has to be fetched from `realm` first. */
  | { readonly kind: 'bearer'; readonly realm: string; readonly service: string; readonly scope: string };

/** Undefined for a header that asks for something else. Rule: the distribution project's token authentication. */
export function readChallenge(header: string): RegistryChallenge | undefined {
  const [, scheme = '', rest = ''] = /^\s*([a-z]+)\s*(.*)$/is.exec(header) ?? [];
  if (scheme.toLowerCase() === 'basic') return { kind: 'basic' };
  if (scheme.toLowerCase() !== 'bearer') return undefined;
  const given = new Map([...rest.matchAll(/([a-z]+)="([^"]*)"/gi)].map(([, name = '', value = '']) => [name, value]));
  const realm = given.get('realm');
  if (realm === undefined) return undefined;
  return { kind: 'bearer', realm, service: given.get('service') ?? '', scope: given.get('scope') ?? '' };
}
