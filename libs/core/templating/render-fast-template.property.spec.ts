import { array, assert, constantFrom, dictionary, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasOpenTag, renderFastTemplate } from './render-fast-template.ts';

const name = constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a', 'a.b', '');
const piece = oneof(constantFrom('{{', '}}', '{', '}', ' ', '\n'), name, string({ maxLength: 4 }));
const text = array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));

describe('renderFastTemplate, whatever the text', () => {
  it('stays as written without parameters: nothing that objects inherit is one', () => {
    assert(
      property(text, (template) => {
        expect(renderFastTemplate(template, {})).toBe(template);
      }),
    );
  });

  it('puts in each parameter that is a text, once, and never looks at what it has put in', () => {
    const parameters = dictionary(name, constantFrom('x', '{{a}}', '{{constructor}}', ''));
    assert(
      property(text, parameters, (template, given) => {
        // The reading of a person: tags from left to right, each up to the first end after it.
        const expected = template.replace(/\{\{([^]*?)\}\}/g, (tag, inside: string) =>
          Object.hasOwn(given, inside.trim()) ? (given[inside.trim()] ?? tag) : tag,
        );
        const isTemplate = /\{\{.*\}\}/.test(template);
        expect(renderFastTemplate(template, given)).toBe(isTemplate ? expected : template);
      }),
      { numRuns: 1000 },
    );
  });

  it('has an open tag exactly when an opening one stands behind the last closing one', () => {
    assert(
      property(text, (template) => {
        const isTemplate = /\{\{.*\}\}/.test(template);
        expect(hasOpenTag(template)).toBe(
          isTemplate &&
            template
              .split(/\{\{[^]*?\}\}/)
              .at(-1)
              ?.includes('{{') === true,
        );
      }),
    );
  });
});
