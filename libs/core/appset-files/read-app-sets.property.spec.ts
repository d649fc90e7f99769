import { assert, constantFrom, nat, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAppSets } from './read-app-sets.ts';

const sound = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: fleet
spec:
  generators:
    - matrix:
        generators:
          - list: {elements: [{a: "1"}]}
          - clusters: {selector: {matchLabels: {env: prod}}}
  template:
    metadata: {name: 'x-{{a}}'}
    spec: {destination: {name: prod}}
`;

describe('readAppSets, whatever the text', () => {
  it('answers with a place for each problem, and holds on to what exists while there is one', () => {
    const edit = tuple(
      nat(sound.length),
      nat(12),
      string({ unit: constantFrom(...Array.from('{}[]:-,&*!|>\'"% \n\ta1')) }),
    );
    assert(
      property(edit, ([at, length, text]) => {
        const edited = `# ApplicationSet\n${sound.slice(0, at)}${text}${sound.slice(at + length)}`;
        const { sets, problems, inDoubt } = readAppSets([{ path: 'a.yaml', text: edited }]);
        expect(problems.every(({ line, column, message }) => line > 0 && column > 0 && message !== '')).toBe(true);
        const isHeld = inDoubt.all || inDoubt.names.length > 0;
        expect(problems.length === 0 || isHeld).toBe(true);
        expect(sets.length <= 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
