import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import { formatApiVersion, type GroupVersionKind } from '#core/model/objects/manifest.ts';
import type { ServedKind } from '#flows/ports/clusters/cluster-access.port.ts';
import { metadataOf, textOf } from '../watch/watch-event.ts';

/** What one API server serves, by group, version and kind. */
export class ServedKinds {
  readonly #kinds = new Map<string, ServedKind>();
  /** By group and kind, the version the server prefers. */
  readonly #preferred = new Map<string, ServedKind>();
  readonly #staleGroups = new Set<string>();

  /** Takes in one `APIGroupDiscoveryList`; its groups list their versions in order of preference. */
  add(list: JsonObject): void {
    for (const group of objectsIn(list['items'])) {
      const name = textOf(metadataOf(group)['name']);
      for (const version of objectsIn(group['versions'])) this.#addVersion(name, version);
    }
  }

  find({ group, version, kind }: GroupVersionKind): ServedKind | undefined {
    return this.#kinds.get(`${group}/${version}/${kind}`);
  }

  /** The same objects whatever version names them: the one asked for, else the preferred one. */
  findAnyVersion(wanted: GroupVersionKind): ServedKind | undefined {
    return this.find(wanted) ?? this.#preferred.get(`${wanted.group}/${wanted.kind}`);
  }

  /** All kinds, each once, in the version the server prefers. */
  preferred(): readonly ServedKind[] {
    return [...this.#preferred.values()];
  }

  /** `apps/v1` and `apps/v1/Deployment`, sorted; the core group has no name. */
  versions(): readonly string[] {
    const versions = [...this.#kinds.values()].flatMap(({ group, version, kind }) => {
      const apiVersion = formatApiVersion(group, version);
      return [apiVersion, `${apiVersion}/${kind}`];
    });
    return [...new Set(versions)].toSorted();
  }

  /** False when the server itself could not reach the part that serves the group: then nothing follows from an absence. */
  knowsGroup(group: string): boolean {
    return !this.#staleGroups.has(group);
  }

  #addVersion(group: string, entry: JsonObject): void {
    const version = textOf(entry['version']);
    if (entry['freshness'] === 'Stale') this.#staleGroups.add(group);
    for (const served of objectsIn(entry['resources'])) {
      const responseKind = isJsonObject(served['responseKind']) ? served['responseKind'] : {};
      const kind = textOf(responseKind['kind']);
      const found = {
        group,
        version,
        kind,
        resource: textOf(served['resource']),
        namespaced: served['scope'] === 'Namespaced',
      };
      this.#kinds.set(`${group}/${version}/${kind}`, found);
      if (!this.#preferred.has(`${group}/${kind}`)) this.#preferred.set(`${group}/${kind}`, found);
    }
  }
}

function objectsIn(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
