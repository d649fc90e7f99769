/**
 * Which worker observes which cluster. Every worker comes to the same answer by itself from the same lists. No worker has more than its
 * even share, rounded up; among those with room, each cluster goes where its hash is highest (rendezvous hashing), so that
 * few clusters move when a worker comes or goes. Empty without workers.
 */
export function assignSpokes(clusters: readonly string[], workers: readonly string[]): Map<string, string> {
  const share = Math.ceil(clusters.length / Math.max(1, workers.length));
  const room = new Map(workers.map((worker) => [worker, share]));
  const assigned = new Map<string, string>();
  for (const cluster of clusters.toSorted()) {
    const [chosen] = [...room.keys()].toSorted((a, b) => compareFor(cluster, a, b));
    if (chosen === undefined) break;
    assigned.set(cluster, chosen);
    const left = (room.get(chosen) ?? 0) - 1;
    if (left > 0) room.set(chosen, left);
    else room.delete(chosen);
  }
  return assigned;
}

function compareFor(cluster: string, a: string, b: string): number {
  return hashOf(`${b}/${cluster}`) - hashOf(`${a}/${cluster}`) || (a < b ? -1 : 1);
}

/** FNV-1a with a final mix: names that differ in their last character alone are to be far apart. Unsigned 32 bits. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
