import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { takeOverFields } from './take-over-fields.ts';

const entry = (manager: string, operation: string, fields: JsonObject, more: JsonObject = {}): JsonObject => ({
  manager,
  operation,
  apiVersion: 'v1',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:data': fields },
  ...more,
});
const kubectl = entry('kubectl-client-side-apply', 'Update', { 'f:a': {}, 'f:b': {} });
const controller = entry('some-controller', 'Update', { 'f:c': {} });

describe('takeOverFields', () => {
  it.each([
    { name: 'leaves an object alone that no former tool made', before: [controller], after: undefined },
    { name: 'leaves one without owners alone', before: [], after: undefined },
    {
      name: "makes a former tool's fields ours",
      before: [kubectl, controller],
      after: [controller, entry('nabe', 'Apply', { 'f:a': {}, 'f:b': {} })],
    },
    {
      name: 'adds them to those that are ours',
      before: [entry('nabe', 'Apply', { 'f:z': {} }), kubectl, entry('helm', 'Update', { 'f:h': {} })],
      after: [entry('nabe', 'Apply', { 'f:z': {}, 'f:a': {}, 'f:b': {}, 'f:h': {} })],
    },
    {
      name: 'leaves what a former tool wrote through a subresource',
      before: [kubectl, entry('kubectl', 'Update', { 'f:s': {} }, { subresource: 'scale' })],
      after: [
        entry('kubectl', 'Update', { 'f:s': {} }, { subresource: 'scale' }),
        entry('nabe', 'Apply', { 'f:a': {}, 'f:b': {} }),
      ],
    },
    {
      name: 'drops fields of another API version',
      before: [
        entry('nabe', 'Apply', { 'f:z': {} }),
        entry('helm', 'Update', { 'f:h': {} }, { apiVersion: 'v1beta1' }),
      ],
      after: [entry('nabe', 'Apply', { 'f:z': {} })],
    },
  ])('$name', ({ before, after }) => {
    expect(takeOverFields(before, 'nabe')).toEqual(after);
  });
});
