import { describe, expect, it } from 'vitest';
import { fieldEntryText } from './field-entry.ts';

const own = {
  manager: 'nabe',
  operation: 'Apply',
  apiVersion: 'v1',
  time: '2026-03-04T05:06:07Z',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:data': { 'f:b': {}, 'f:a': {} } },
};
const ownText =
  '{"apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{},"f:b":{}}},"manager":"nabe","operation":"Apply"}';

describe('fieldEntryText', () => {
  it.each([
    { name: 'is our entry with sorted keys and without its time', entries: [own], text: ownText },
    { name: 'ignores the entries of others', entries: [{ ...own, manager: 'kubectl' }, own], text: ownText },
    { name: 'ignores an Update under our name', entries: [{ ...own, operation: 'Update' }, own], text: ownText },
    { name: 'ignores our entry for a subresource', entries: [{ ...own, subresource: 'status' }, own], text: ownText },
    { name: 'ignores when it was written', entries: [{ ...own, time: '2027-01-01T00:00:00Z' }], text: ownText },
    {
      name: 'takes an empty subresource for none',
      entries: [{ ...own, subresource: '' }],
      text: ownText,
    },
    { name: 'is undefined when our entry was stripped', entries: [{ ...own, manager: 'kubectl' }], text: undefined },
    { name: 'is undefined without managed fields', entries: undefined, text: undefined },
    { name: 'is undefined for anything but a list of objects', entries: ['nabe', null], text: undefined },
  ])('$name', ({ entries, text }) => {
    expect(fieldEntryText(entries, 'nabe')).toBe(text);
  });

  it('changes with the apiVersion and with a field taken by somebody else', () => {
    const fewer = { ...own, fieldsV1: { 'f:data': { 'f:a': {} } } };
    const texts = [own, { ...own, apiVersion: 'v2' }, fewer].map((entry) => fieldEntryText([entry], 'nabe'));
    expect(new Set(texts).size).toBe(3);
  });
});
