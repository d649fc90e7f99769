/** Name of the cluster that every fleet has. */
export const managementName = 'management';

/**
 * Throws unless the spokes' names are different from each other and from `management`, and DNS labels (RFC 1123): they become
 * folders, etcd prefixes and names of nodes.
 */
export function assertClusterNames(names: readonly string[]): void {
  const taken = new Set([managementName]);
  for (const name of names) {
    if (!/^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/.test(name)) {
      throw new Error(`Spoke "${name}": a name is lower-case letters, digits and hyphens, at most 52, as in prod-eu`);
    }
    if (taken.has(name)) throw new Error(`Spoke "${name}": another cluster of the fleet has this name already`);
    taken.add(name);
  }
}
