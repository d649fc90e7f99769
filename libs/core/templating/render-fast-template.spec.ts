import { describe, expect, it } from 'vitest';
import { hasOpenTag, renderFastTemplate } from './render-fast-template.ts';

describe('renderFastTemplate', () => {
  it.each([
    { name: 'puts texts in', text: '{{name}}-{{ env }}', output: 'web-prod' },
    { name: 'leaves unknown names as they are', text: '{{name}} {{ nmae }}', output: 'web {{ nmae }}' },
    { name: 'leaves parameters that are no text', text: '{{ count }}', output: '{{ count }}' },
    {
      name: 'never reaches the prototype',
      text: '{{constructor}}{{__proto__}}',
      output: '{{constructor}}{{__proto__}}',
    },
    {
      name: 'takes a text without both braces on one line for no template',
      text: '{{\nname\n}}',
      output: '{{\nname\n}}',
    },
  ])('$name', ({ text, output }) => {
    expect(renderFastTemplate(text, { name: 'web', env: 'prod', count: 3 })).toBe(output);
  });
});

describe('hasOpenTag', () => {
  it.each([
    { text: '{{a}} {{b', isOpen: true },
    { text: '{{a}} b}}', isOpen: false },
    { text: '{{a', isOpen: false },
  ])('is $isOpen for $text', ({ text, isOpen }) => {
    expect(hasOpenTag(text)).toBe(isOpen);
  });
});
