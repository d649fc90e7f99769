import { describe, expect, it } from 'vitest';
import { findUnknownTag } from './find-unknown-tag.ts';

describe('findUnknownTag', () => {
  const parameters = { cluster: 'prod', 'values.owner': 'red', count: 3 };

  it.each([
    { name: 'finds nothing in plain text', text: 'plain }} {{', found: undefined },
    { name: 'finds nothing when all names are texts', text: '{{cluster}}-{{ values.owner }}', found: undefined },
    {
      name: 'suggests the name that was likely meant',
      text: '{{cluster}}-{{ clustre }}',
      found: 'no parameter is named "clustre" (in {{ clustre }}); did you mean cluster?',
    },
    {
      name: 'tells an unknown name without a likely one',
      text: '{{region}}',
      found: 'no parameter is named "region" (in {{region}}); strictParameters asks for known names only',
    },
    {
      name: 'refuses an empty tag',
      text: '{{}}',
      found: 'no parameter is named "" (in {{}}); strictParameters asks for known names only',
    },
    {
      name: 'tells a parameter that is no text',
      text: '{{count}}',
      found: 'parameter count is no text, so {{count}} cannot be filled; use goTemplate for it',
    },
    {
      name: 'does not look into the prototype',
      text: '{{constructor}}',
      found: 'no parameter is named "constructor" (in {{constructor}}); strictParameters asks for known names only',
    },
  ])('$name', ({ text, found }) => {
    expect(findUnknownTag(text, parameters)).toBe(found);
  });
});
