import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { parseJqPath } from '../json-paths/parse-jq-path.ts';
import { unionOf, withOwnedValues, withoutFields, withoutPlace } from './owned-fields.ts';

const object: JsonObject = {
  spec: {
    replicas: 2,
    containers: [
      { name: 'web', image: 'web:1' },
      { name: 'proxy', image: 'proxy:1' },
    ],
    rules: [1],
  },
};
const containers = {
  'k:{"name":"web"}': { '.': {}, 'f:name': {}, 'f:image': {} },
  'k:{"name":"proxy"}': { '.': {}, 'f:name': {}, 'f:image': {} },
};
const owned: JsonObject = { 'f:spec': { 'f:replicas': {}, 'f:rules': {}, 'f:containers': containers } };
const withContainers = (others: JsonObject) => ({
  'f:spec': { 'f:replicas': {}, 'f:rules': {}, 'f:containers': others },
});

function without(expression: string) {
  const path = parseJqPath(expression);
  return path.ok ? withoutPlace(owned, object, path.value) : path.failure;
}

describe('withoutPlace', () => {
  it.each([
    {
      name: 'lets go of a field',
      path: '.spec.replicas',
      left: { 'f:spec': { 'f:rules': {}, 'f:containers': containers } },
    },
    { name: 'leaves all where the place is not owned', path: '.spec.paused', left: owned },
    {
      name: 'lets go of the whole of a value that is owned as one',
      path: '.spec.rules[0]',
      left: { 'f:spec': { 'f:replicas': {}, 'f:containers': containers } },
    },
    {
      name: 'lets go of a field in every element of a list',
      path: '.spec.containers[].image',
      left: withContainers({
        'k:{"name":"web"}': { '.': {}, 'f:name': {} },
        'k:{"name":"proxy"}': { '.': {}, 'f:name': {} },
      }),
    },
    {
      name: 'lets go of a field in the element that is meant',
      path: '.spec.containers[] | select(.name == "proxy") | .image',
      left: withContainers({ ...containers, 'k:{"name":"proxy"}': { '.': {}, 'f:name': {} } }),
    },
    { name: 'leaves nothing when everything is let go', path: '.spec', left: undefined },
  ])('$name', ({ path, left }) => {
    expect(without(path)).toEqual(left);
  });
});

describe('sets of fields', () => {
  const one: JsonObject = { 'f:data': { '.': {}, 'f:a': {} }, 'f:metadata': { 'f:labels': { 'f:x': {} } } };
  const other: JsonObject = { 'f:data': { 'f:a': {}, 'f:b': {} } };

  it('are united', () => {
    expect(unionOf(one, other)).toEqual({ ...one, 'f:data': { '.': {}, 'f:a': {}, 'f:b': {} } });
  });

  it('are taken from each other', () => {
    expect(withoutFields(one, other)).toEqual({ 'f:data': { '.': {} }, 'f:metadata': one['f:metadata'] });
    expect(withoutFields({ 'f:data': { 'f:a': {} } }, other)).toBeUndefined();
  });

  it('choose the values that are kept from the live object', () => {
    const live = {
      spec: {
        replicas: 7,
        containers: [
          { name: 'proxy', image: 'p:9' },
          { name: 'web', image: 'w:9' },
        ],
      },
    };
    const theirs = { 'f:spec': { 'f:replicas': {}, 'f:containers': { 'k:{"name":"web"}': { 'f:image': {} } } } };
    expect(withOwnedValues(object, live, theirs)).toEqual({
      spec: {
        replicas: 7,
        containers: [
          { name: 'web', image: 'w:9' },
          { name: 'proxy', image: 'proxy:1' },
        ],
        rules: [1],
      },
    });
  });
});
