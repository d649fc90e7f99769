import { assert, constantFrom, dictionary, json, jsonValue, oneof, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import type { ApplicationTemplate } from '#core/resources/application-set.ts';
import { applyTemplatePatch } from './apply-template-patch.ts';

const awkward = constantFrom(
  '__proto__',
  'constructor',
  'toString',
  '$patch',
  '$retainKeys',
  '$deleteFromPrimitiveList/finalizers',
  'metadata',
  'spec',
  'finalizers',
  'source',
  'helm',
  'valuesObject',
);

const document = dictionary(awkward, oneof(jsonValue(), dictionary(awkward, jsonValue())));

function templateWith(spec: JsonObject): ApplicationTemplate {
  return { metadata: { name: 'web', finalizers: ['one'] }, spec };
}

describe('applyTemplatePatch, whatever the patch says', () => {
  it('answers with an Application or a reason, and leaves both its arguments and the prototypes alone', () => {
    const spec = record({ source: dictionary(awkward, jsonValue()), destination: dictionary(awkward, jsonValue()) });
    assert(
      property(
        spec,
        oneof(
          document.map((value) => JSON.stringify(value)),
          json(),
          string(),
        ),
        (given, text) => {
          const filled = templateWith(JSON.parse(JSON.stringify(given)));
          const before = JSON.stringify(filled);
          const patched = applyTemplatePatch(filled, text);
          expect(patched.ok ? patched.value.metadata.name : patched.failure.message).not.toBe('');
          expect(JSON.stringify(filled)).toBe(before);
          expect(Object.keys(Object.prototype)).toEqual([]);
        },
      ),
    );
  });

  it('changes nothing when the patch says what is there already', () => {
    const values = dictionary(
      string().filter((key) => !key.startsWith('$')),
      constantFrom('a', 1, true),
    );
    assert(
      property(values, (given) => {
        const filled = templateWith({ destination: {}, source: { helm: { valuesObject: given } } });
        const patched = applyTemplatePatch(filled, JSON.stringify(filled));
        expect(patched).toEqual({ ok: true, value: filled });
      }),
    );
  });
});
