import { describe, expect, it } from 'vitest';
import { explainConfidentialError, explainToolError } from './explain-tool-error.ts';

describe('explainToolError', () => {
  it.each([
    {
      name: 'shows paths as the repository has them',
      text: "Error: accumulating resources: '/tree/0/web/none.yaml' and ../../tree/1/x.yaml",
      message: "kustomize cannot render it: accumulating resources: 'web/none.yaml' and x.yaml",
    },
    {
      name: 'keeps a folder of the repository that has the name of ours',
      text: 'Error: /tree/0/apps/tree/none.yaml: no such file',
      message: 'kustomize cannot render it: apps/tree/none.yaml: no such file',
    },
    {
      name: 'leaves out hints for a command line, warnings and empty lines',
      text: '# Warning: old\n\nError: bad\n\nUse --debug flag to render out invalid YAML\n',
      message: 'kustomize cannot render it: bad',
    },
    { name: 'keeps three lines', text: 'a\nb\nc\nd', message: 'kustomize cannot render it: a b c' },
    { name: 'cuts what is long', text: 'x'.repeat(700), message: `kustomize cannot render it: ${'x'.repeat(600)} …` },
    { name: 'says so when there is nothing', text: '', message: 'kustomize cannot render it: it gave no reason' },
  ])('$name', ({ text, message }) => {
    expect(explainToolError('kustomize', text)).toBe(message);
  });
});

describe('explainConfidentialError', () => {
  const files = ['shop/templates/a.yaml', 'shop/kustomization.yaml'];
  const untold = 'why is not told here, because it could quote what was decrypted; render it by hand';
  it.each([
    {
      name: "the place in a chart, whose name Helm puts before it, and none of the chart's words",
      text: 'Error: execution error at (till/templates/a.yaml:3:9): hunter2 in /tree/0/x.yaml',
      message: `helm cannot render it, at shop/templates/a.yaml:3:9: ${untold}`,
    },
    {
      name: 'a file of the repository',
      text: "Error: '/tree/0/shop/kustomization.yaml': hunter2.yaml",
      message: `helm cannot render it, at shop/kustomization.yaml: ${untold}`,
    },
    {
      name: 'nothing where there is no place',
      text: 'hunter2.yaml: hunter2',
      message: `helm cannot render it: ${untold}`,
    },
  ])('tells $name', ({ text, message }) => {
    expect(explainConfidentialError('helm', text, files)).toBe(message);
  });
});
