import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import { unionOf } from './owned-fields.ts';

/**
 * Field managers of the tools that people deployed with before: kubectl (client-side and server-side), Helm, Argo CD and Flux. Nobody
 * among them comes back by itself once an object is Nabe's; managers of controllers and of single edits are not here.
 */
const formerManagers: ReadonlySet<string> = new Set([
  'argocd-application-controller',
  'argocd-controller',
  'before-first-apply',
  'helm',
  'helm-controller',
  'kubectl',
  'kubectl-client-side-apply',
  'kubectl-create',
  'kubectl-replace',
  'kustomize-controller',
]);

export function isFormerManager(name: string): boolean {
  return formerManagers.has(name);
}

/**
 * The managedFields of an object once all that former tools own in it is the Apply entry of `manager`: its next apply then removes what
 * git does not have. `isAlsoFormer` adds entries to theirs. Undefined when they own nothing. Entries of another API version are dropped: their fields belong to nobody then.
 */
export function takeOverFields(
  managedFields: JsonValue | undefined,
  manager: string,
  isAlsoFormer: (entry: JsonObject, manager: string) => boolean = () => false,
): JsonObject[] | undefined {
  const entries = Array.isArray(managedFields) ? managedFields.filter(isJsonObject) : [];
  const former = entries.filter((entry) => isFormer(entry) || isAlsoFormer(entry, manager));
  const [first] = former;
  if (first === undefined) return undefined;
  const own = entries.find((entry) => entry['manager'] === manager && isWholeApply(entry));
  const basis: JsonObject = own ?? { ...first, manager, operation: 'Apply', fieldsV1: {} };
  const fieldsV1 = former
    .filter(({ apiVersion }) => apiVersion === basis['apiVersion'])
    .reduce(
      (union, { fieldsV1: fields = {} }) => (isJsonObject(fields) ? unionOf(union, fields) : union),
      fieldsOf(basis),
    );
  return [...entries.filter((entry) => entry !== own && !former.includes(entry)), { ...basis, fieldsV1 }];
}

function isFormer(entry: JsonObject): boolean {
  return typeof entry['manager'] === 'string' && isFormerManager(entry['manager']) && !entry['subresource'];
}

function isWholeApply({ operation, subresource }: JsonObject): boolean {
  return operation === 'Apply' && !subresource;
}

function fieldsOf({ fieldsV1 }: JsonObject): JsonObject {
  return isJsonObject(fieldsV1) ? fieldsV1 : {};
}
