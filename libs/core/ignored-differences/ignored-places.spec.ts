import { describe, expect, it } from 'vitest';
import { ignoredPlacesOf, readDifferenceRules } from './ignored-places.ts';

const web = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' };
const replicas = [
  { kind: 'field', name: 'spec' },
  { kind: 'field', name: 'replicas' },
];

function placesOf(rule: object, isRespected = false) {
  const rules = readDifferenceRules({ ignoreDifferences: [{ kind: 'Deployment', group: 'apps', ...rule }] });
  if (!rules.ok) throw new Error(rules.failure);
  return ignoredPlacesOf(web, rules.value, isRespected);
}

describe('ignoredPlacesOf', () => {
  it.each([
    { name: 'reads JSON pointers', rule: { jsonPointers: ['/spec/replicas'] }, unwatched: [replicas] },
    { name: 'reads jq paths', rule: { jqPathExpressions: ['.spec.replicas'] }, unwatched: [replicas] },
    {
      name: 'knows globs',
      rule: { group: '*', kind: 'Dep*', jsonPointers: ['/spec/replicas'] },
      unwatched: [replicas],
    },
    { name: 'passes over another group', rule: { group: '', jsonPointers: ['/spec/replicas'] }, unwatched: undefined },
    { name: 'passes over another name', rule: { name: 'db', jsonPointers: ['/spec/replicas'] }, unwatched: undefined },
    {
      name: 'passes over another namespace',
      rule: { namespace: 'x', jsonPointers: ['/spec/replicas'] },
      unwatched: undefined,
    },
  ])('$name', ({ rule, unwatched }) => {
    expect(placesOf(rule)).toEqual(unwatched && { unwatched, unapplied: [], managers: [] });
  });

  it('never states a place again when RespectIgnoreDifferences says so', () => {
    expect(placesOf({ jsonPointers: ['/spec/replicas'], managedFieldsManagers: ['b', 'a'] }, true)).toEqual({
      unwatched: [],
      unapplied: [replicas],
      managers: ['a', 'b'],
    });
  });

  it('says which path cannot be read', () => {
    expect(
      readDifferenceRules({ ignoreDifferences: [{ kind: 'Deployment', jqPathExpressions: ['.a | map(.b)'] }] }),
    ).toEqual({
      ok: false,
      failure:
        'spec.ignoreDifferences[0].jqPathExpressions ".a | map(.b)": column 4: fields (.a."b"), elements ([0], []) and "| select(.field == value)" after [] are understood, nothing else of jq',
    });
  });
});
