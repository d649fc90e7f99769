import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Manifest } from '../model/objects/manifest.ts';
import { composeWrite, differenceOf } from './compose-write.ts';
import { lastAppliedAnnotation } from './last-applied-annotation.ts';
import { withLastApplied } from './last-applied.ts';

const US = 'nabe-1';

const config = (data: Record<string, string>): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'shop' },
  data,
});

const entry = (manager: string, operation: string, fieldsV1: JsonObject, more: JsonObject = {}): JsonObject => ({
  manager,
  operation,
  apiVersion: 'v1',
  fieldsType: 'FieldsV1',
  fieldsV1,
  ...more,
});

const data = (...keys: string[]): JsonObject => ({
  'f:data': Object.fromEntries(keys.map((key): [string, JsonValue] => [`f:${key}`, {}])),
});
const copied: JsonObject = { 'f:metadata': { 'f:annotations': { [`f:${lastAppliedAnnotation}`]: {} } } };

/** As it is after `last` was applied client-side and others have changed it to `values`. */
function liveAfter(last: Manifest, values: Record<string, string>, managedFields: JsonObject[]): JsonObject {
  const { metadata } = withLastApplied(last);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...(isJsonObject(metadata) ? metadata : {}), resourceVersion: '7', managedFields },
    data: values,
  };
}

const write = (manifest: Manifest, live: JsonObject) => composeWrite({ manifest, live, fieldManager: US });

describe('composeWrite', () => {
  const one = config({ a: '1' });

  it('sends nothing for an object that is as it is wanted and held by us', () => {
    const own = entry(US, 'Update', { ...data('a', 'defaulted'), ...copied });
    expect(write(one, liveAfter(one, { a: '1', theirs: 'x' }, [own]))).toBeUndefined();
  });

  it('sends what differs, bound to what was read, and leaves our entry alone where it has it all', () => {
    const own = entry(US, 'Update', { ...data('a'), ...copied });
    const live = liveAfter(one, { a: '0' }, [own]);
    expect(write(one, live)).toEqual({ metadata: { resourceVersion: '7' }, data: { a: '1' } });
  });

  it.each([
    {
      name: 'a field that others hold',
      before: [entry('kubectl', 'Update', data('a', 'b')), entry(US, 'Update', copied)],
      after: [entry('kubectl', 'Update', data('a', 'b')), entry(US, 'Update', { ...copied, ...data('a') })],
    },
    {
      name: 'what a server-side apply of ours holds',
      before: [entry(US, 'Apply', { ...data('a'), ...copied })],
      after: [entry(US, 'Update', { ...copied, ...data('a') })],
    },
    {
      name: 'nothing of a subresource',
      before: [entry(US, 'Update', { 'f:status': {} }, { subresource: 'status' })],
      after: [
        entry(US, 'Update', { 'f:status': {} }, { subresource: 'status' }),
        entry(US, 'Update', { ...copied, ...data('a') }),
      ],
    },
  ])('states what is wanted in one entry: $name', ({ before, after }) => {
    const patch = write(one, liveAfter(one, { a: '1', b: '2' }, before));
    expect(patch).toEqual({ metadata: { resourceVersion: '7', managedFields: after } });
  });

  it('takes away what a server-side apply of ours had, where there is no copy of it', () => {
    const own = entry(US, 'Apply', data('a', 'gone'));
    const live = { ...liveAfter(one, { a: '1', gone: 'x', theirs: 'y' }, [own]) };
    const metadata = { name: 'a', namespace: 'shop', resourceVersion: '7', managedFields: [own] };
    expect(write(one, { ...live, metadata })).toMatchObject({ data: { gone: null } });
  });

  it('compares the values of a Secret as the API server stores them', () => {
    const secret: Manifest = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a' },
      data: { b: 'Yg==' },
      stringData: { a: 'ä' },
    };
    expect(withLastApplied(secret)).toMatchObject({ data: { a: 'w6Q=', b: 'Yg==' } });
    expect(withLastApplied(secret)).not.toHaveProperty('stringData');
  });
});

describe('the difference of two objects', () => {
  it.each([
    { name: 'is nothing between equal ones', from: { a: [1] }, to: { a: [1] }, patch: undefined },
    { name: 'names what goes as null', from: { a: 1, b: { c: 1 } }, to: { b: {} }, patch: { a: null, b: { c: null } } },
    { name: 'has lists as a whole', from: { a: [1, 2] }, to: { a: [2] }, patch: { a: [2] } },
  ])('$name', ({ from, to, patch }) => {
    expect(differenceOf(from, to)).toEqual(patch);
  });
});
