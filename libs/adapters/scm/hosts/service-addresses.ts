/**
 * Where to ask instead of a service's own address: an egress gateway, an endpoint in the own network. Origins by origins, as the
 * platform team says; sets keep naming the service itself.
 */
export type ServiceAddresses = ReadonlyMap<string, string>;

/** The URL with another origin where the platform team names one. A text that is no URL stays as it is. */
export function readdress(url: string, addresses: ServiceAddresses): string {
  if (!URL.canParse(url)) return url;
  const { origin, pathname, search } = new URL(url);
  const other = addresses.get(origin);
  return other === undefined ? url : `${other}${pathname}${search}`;
}
