import { canonicalJson } from '#core/model/canonical-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import { testDigest } from '../test-digest.ts';

interface Field {
  readonly path: readonly string[];
  readonly value: JsonValue;
  readonly managers: ReadonlySet<string>;
}

/** An object that remembers for each leaf field who owns it, as an API server does. Lists are leaves. */
export class FakeObject {
  readonly uid: string;
  private fields = new Map<string, Field>();
  private writes = 0;
  /** Managers whose entry is that of an Update; those of all others are of an Apply. */
  private updaters = new Set<string>();

  constructor(uid: string) {
    this.uid = uid;
  }

  /** Who owns fields that this apply would change; sorted. */
  conflictsOf(manager: string, manifest: object): string[] {
    const others = leavesOf(sentAs(manifest)).flatMap(({ path, value }) => {
      const before = this.fields.get(idOf(path));
      if (before === undefined || canonicalJson(before.value) === canonicalJson(value)) return [];
      return [...before.managers].filter((owner) => owner !== manager);
    });
    return [...new Set(others)].toSorted();
  }

  /** Server-side apply of a manager's whole intent, with force. */
  apply(manager: string, manifest: object): void {
    this.writes += 1;
    this.updaters.delete(manager);
    const leaves = leavesOf(sentAs(manifest));
    const stated = new Set(leaves.map(({ path }) => idOf(path)));
    for (const [id, field] of this.fields) if (!stated.has(id)) this.release(id, field, manager);
    for (const { path, value } of leaves) this.set(path, value, manager);
  }

  /** An Update by somebody else: a changed field is theirs from now on. */
  edit(path: readonly string[], value: JsonValue, manager: string): void {
    this.writes += 1;
    this.fields.set(idOf(path), { path, value, managers: new Set([manager]) });
  }

  /** An Update of the whole object. */
  replace(manager: string, manifest: object): void {
    this.fields.clear();
    for (const { path, value } of leavesOf(sentAs(manifest))) this.edit(path, value, `${manager}-update`);
  }

  /** A JSON merge patch: what it changes is the manager's from then on. One may state managedFields, too. */
  patch(manager: string, { metadata = {}, ...others }: JsonObject): void {
    const { resourceVersion: _, managedFields, ...stated } = isJsonObject(metadata) ? metadata : {};
    if (Array.isArray(managedFields)) this.setManagedFields(managedFields.filter(isJsonObject));
    this.writes += 1;
    this.updaters.add(manager);
    for (const { path, value } of leavesOf({ ...others, metadata: stated })) {
      if (value === null) this.removeBelow(path);
      else if (!isJsonObject(value)) this.change(path, value, manager);
    }
  }

  get resourceVersion(): string {
    return String(this.writes);
  }

  /** As the API server answers it. */
  get metadata(): JsonObject {
    const { metadata } = this.toJson();
    const managedFields = [...this.managers()].map((manager) => this.entryOf(manager));
    return { ...(isJsonObject(metadata) ? metadata : {}), resourceVersion: this.resourceVersion, managedFields };
  }

  setManagedFields(entries: readonly JsonObject[]): void {
    this.writes += 1;
    const updates = entries.filter(({ operation }) => operation === 'Update');
    this.updaters = new Set(updates.map(({ manager }) => JSON.stringify(manager).slice(1, -1)));
    for (const [id, field] of this.fields) {
      const owners = entries.filter(({ fieldsV1 = {} }) => isOwnedIn(fieldsV1, field.path));
      this.fields.set(id, {
        ...field,
        managers: new Set(owners.map(({ manager }) => JSON.stringify(manager).slice(1, -1))),
      });
    }
  }

  /** As a controller writes it: nobody's apply owns it. */
  setStatus(status: JsonObject): void {
    this.edit(['status'], status, 'controller');
  }

  /** Digest of the names of the fields a manager owns. */
  entryHash(manager: string): string {
    const owned = [...this.fields].filter(([, { managers }]) => managers.has(manager)).map(([id]) => id);
    return testDigest(owned.toSorted().join('\n')).slice(0, 12);
  }

  /** The fields a manager owns, as `fieldsV1`. */
  ownFields(manager: string): JsonObject {
    const owned: JsonObject = {};
    for (const { path, managers } of this.fields.values())
      if (managers.has(manager))
        put(
          owned,
          path.map((name) => `f:${name}`),
          {},
        );
    return owned;
  }

  /** What an apply of a manager's whole intent would leave. */
  preview(manager: string, manifest: object): JsonObject {
    const copy = this.copy();
    copy.apply(manager, manifest);
    return copy.toJson();
  }

  copy(): FakeObject {
    const copy = new FakeObject(this.uid);
    copy.fields = new Map(this.fields);
    return copy;
  }

  toJson(): JsonObject {
    const object: JsonObject = {};
    for (const { path, value } of this.fields.values()) put(object, path, value);
    const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
    return { ...object, metadata: { ...metadata, uid: this.uid } };
  }

  private managers(): Set<string> {
    return new Set([...this.fields.values()].flatMap(({ managers }) => [...managers]));
  }

  private entryOf(manager: string): JsonObject {
    const fieldsV1: JsonObject = {};
    for (const { path, managers } of this.fields.values())
      if (managers.has(manager))
        put(
          fieldsV1,
          path.map((name) => `f:${name}`),
          {},
        );
    const operation = this.updaters.has(manager) ? 'Update' : 'Apply';
    return { manager, operation, apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1 };
  }

  private change(path: readonly string[], value: JsonValue, manager: string): void {
    const owners = this.fields.get(idOf(path))?.managers;
    this.fields.set(idOf(path), { path, value, managers: owners?.has(manager) ? owners : new Set([manager]) });
  }

  private removeBelow(place: readonly string[]): void {
    for (const [id, { path }] of this.fields)
      if (place.every((name, depth) => path[depth] === name)) this.fields.delete(id);
  }

  private set(path: readonly string[], value: JsonValue, manager: string): void {
    const before = this.fields.get(idOf(path));
    const isSame = before !== undefined && canonicalJson(before.value) === canonicalJson(value);
    const managers = isSame ? new Set([...before.managers, manager]) : new Set([manager]);
    this.fields.set(idOf(path), { path, value, managers });
  }

  private release(id: string, field: Field, manager: string): void {
    const managers = new Set([...field.managers].filter((owner) => owner !== manager));
    if (managers.size === field.managers.size) return;
    if (managers.size === 0) this.fields.delete(id);
    else this.fields.set(id, { ...field, managers });
  }
}

/** What arrives of an object that is sent. */
function sentAs(manifest: object): JsonObject {
  return JSON.parse(JSON.stringify(manifest));
}

function idOf(path: readonly string[]): string {
  return JSON.stringify(path);
}

function leavesOf(value: JsonValue, path: readonly string[] = []): { path: readonly string[]; value: JsonValue }[] {
  if (!isJsonObject(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, field]) => leavesOf(field, [...path, key]));
}

function put(object: JsonObject, [key = '', ...rest]: readonly string[], value: JsonValue): void {
  if (rest.length === 0) {
    object[key] = value;
    return;
  }
  const inner = object[key];
  const next = isJsonObject(inner) ? inner : {};
  object[key] = next;
  put(next, rest, value);
}

function isOwnedIn(owned: JsonValue, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const child = isJsonObject(owned) ? owned[`f:${name}`] : undefined;
  return child !== undefined && isOwnedIn(child, rest);
}
