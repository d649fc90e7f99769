import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeProblem } from '#core/appset-files/file-problem.ts';
import { templateEngines } from '#core/targeting/template-engines.ts';
import { fakeTemplateEnvironment } from '#core/templating/testing/fake-template-environment.ts';
import { validateFiles } from './validate-files.ts';

const engines = templateEngines(fakeTemplateEnvironment());

/** `generators` begin on line 6; the template is on the two lines behind them. */
function setText({ go = true, generators = '    - clusters: {}', template = '', more = '' }): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: web}
spec:
  generators:
${generators}
  goTemplate: ${go}
  template: ${template || '{metadata: {name: x}, spec: {destination: {name: prod}}}'}
${more}`;
}

function problemsOf(text: string): string[] {
  return validateFiles([{ path: 'a.yaml', text }], engines).problems.map(describeProblem);
}

describe('validateFiles', () => {
  it.each([
    {
      name: 'every text of the template, keys too, and the patch',
      text: setText({
        template:
          "{metadata: {name: '{{ .x', labels: {'{{ y }}': a}}, spec: {source: {helm: {valuesObject: [{a: '{{ end }}'}]}}}}",
        more: '  templatePatch: |\n    a: 1\n    b: {{ .x | nosuch }}\n',
      }),
      problems: [
        'a.yaml:8:25: spec.template.metadata.name: template: base:1: unclosed action',
        'a.yaml:8:49: spec.template.metadata.labels["{{ y }}"]: template: base:1: function "y" not defined',
        'a.yaml:8:104: spec.template.spec.source.helm.valuesObject[0].a: template: base:1: unexpected {{end}}',
        'a.yaml:9:3: spec.templatePatch: template: base:2: function "nosuch" not defined (line 2 of the template)',
      ],
    },
    {
      name: 'values of generators, wherever those stand',
      text: setText({
        generators: `    - clusters: {values: {a: '{{ .name', 'b/c': '{{ .name }}'}}
    - matrix:
        generators:
          - git: {repoURL: 'https://g', directories: [{path: '*'}], values: {a: '{{ nosuch }}'}}
          - merge:
              mergeKeys: [a]
              generators:
                - plugin: {configMapRef: {name: p}, values: {a: '{{ }'}}
                - pullRequest: {github: {owner: o, repo: r}, values: {'b.c': '{{ if }}'}}`,
      }),
      problems: [
        'a.yaml:6:27: spec.generators[0].clusters.values.a: template: base:1: unclosed action',
        'a.yaml:9:78: spec.generators[1].matrix.generators[0].git.values.a: template: base:1: function "nosuch" not defined',
        'a.yaml:13:62: spec.generators[1].matrix.generators[1].merge.generators[0].plugin.values.a: template: base:1: unexpected "}" in command',
        'a.yaml:14:71: spec.generators[1].matrix.generators[1].merge.generators[1].pullRequest.values["b.c"]: template: base:1: missing value for if',
      ],
    },
    {
      name: 'all options of later children of a matrix, and nothing else of generators',
      text: setText({
        generators: `    - list: {elements: [{data: '{{ no template'}]}
    - matrix:
        generators:
          - list: {elements: [{data: '{{ no template'}]}
          - clusters: {selector: {matchLabels: {env: '{{ .env', '{{': x}}}
          - merge:
              mergeKeys: ['{{ no template']
              generators:
                - list: {elementsYaml: '{{ .a | nosuch }}', template: {metadata: {name: '{{ ignored'}}}
                - list: {elements: [{ok: '{{ .b }}'}]}
            selector: {matchLabels: {a: '{{ no template'}}`,
      }),
      problems: [
        'a.yaml:10:49: spec.generators[1].matrix.generators[1].clusters.selector.matchLabels.env: template: base:1: unclosed action',
        'a.yaml:10:65: spec.generators[1].matrix.generators[1].clusters.selector.matchLabels["{{"]: template: base:1: unclosed action',
        'a.yaml:14:26: spec.generators[1].matrix.generators[2].merge.generators[0].list.elementsYaml: template: base:1: function "nosuch" not defined',
      ],
    },
    {
      name: 'templates of generators at the top, but not of decision resources’ values',
      text: setText({
        generators: `    - list: {template: {metadata: {name: '{{ .x'}}}
    - clusterDecisionResource: {configMapRef: c, name: d, values: {a: '{{ as it is'}}`,
      }),
      problems: ['a.yaml:6:36: spec.generators[0].list.template.metadata.name: template: base:1: unclosed action'],
    },
    {
      name: 'tags of the older mode that stay open',
      text: setText({
        go: false,
        generators: "    - clusters: {values: {a: '{{name}} {{'}}",
        template: "{metadata: {name: '{{ if }}'}, spec: {project: '{{ alone'}}",
      }),
      problems: ['a.yaml:6:27: spec.generators[0].clusters.values.a: a tag opened with {{ is never closed'],
    },
    {
      name: 'options that no engine has',
      text: setText({ more: '  goTemplateOptions: [missingkey=eror, missingkey=zero, strict]\n' }),
      problems: [
        'a.yaml:9:23: spec.goTemplateOptions[0]: unknown option; did you mean "missingkey=error"?',
        'a.yaml:9:57: spec.goTemplateOptions[2]: unknown option; this version reads missingkey=default, missingkey=invalid, missingkey=zero, missingkey=error',
      ],
    },
    {
      name: 'misspelt fields and words at every depth, and what is missing, all at once',
      text: setText({
        generators: `    - clusters: {selector: {matchLables: {env: prod}}}
      selector: {matchExpressions: [{key: a, operator: in, valeus: [b]}]}
    - matrix:
        generators:
          - scmProvider: {github: {organisation: acme}, filters: [{repoMatch: x}]}
          - lists: {}`,
        template:
          "{metadata: {nam: '{{'}, spec: {destnation: {}, source: {helm: {valueFile: []}}, syncPolicy: {automated: {selfheal: true}}}}",
        more: '  syncPolicy: {applicationsSync: sinc, preserveResourcesOnDelete: true}\n',
      }),
      problems: [
        'a.yaml:6:29: spec.generators[0].clusters.selector.matchLables: unknown field; did you mean "matchLabels"?',
        'a.yaml:7:46: spec.generators[0].selector.matchExpressions[0].operator: unknown "in"; did you mean "In"?',
        'a.yaml:7:60: spec.generators[0].selector.matchExpressions[0].valeus: unknown field; did you mean "values"?',
        'a.yaml:10:27: spec.generators[1].matrix.generators[0].scmProvider.github.organization: required, text expected',
        'a.yaml:10:36: spec.generators[1].matrix.generators[0].scmProvider.github.organisation: unknown field; did you mean "organization"?',
        'a.yaml:10:68: spec.generators[1].matrix.generators[0].scmProvider.filters[0].repoMatch: unknown field; this version reads branchMatch, labelMatch, pathsDoNotExist, pathsExist, repositoryMatch',
        'a.yaml:11:13: spec.generators[1].matrix.generators[1].lists: unknown field; did you mean "list"?',
        'a.yaml:13:25: spec.template.metadata.nam: unknown field; did you mean "name"?',
        'a.yaml:13:25: spec.template.metadata.nam: template: base:1: unclosed action',
        'a.yaml:13:44: spec.template.spec.destnation: unknown field; did you mean "destination"?',
        'a.yaml:13:76: spec.template.spec.source.helm.valueFile: unknown field; did you mean "valueFiles"?',
        'a.yaml:13:118: spec.template.spec.syncPolicy.automated.selfheal: unknown field; did you mean "selfHeal"?',
        'a.yaml:14:16: spec.syncPolicy.applicationsSync: unknown "sinc"; did you mean "sync"?',
        'a.yaml:14:40: spec.syncPolicy.preserveResourcesOnDelete: unknown field; this version reads applicationsSync, preserveResourcesOnDeletion',
      ],
    },
    {
      name: 'what generators refuse without looking at the world, once the set reads soundly',
      text: setText({
        generators: `    - merge: {generators: [{list: {}}], mergeKeys: [a]}
    - git: {repoURL: 'https://g'}
    - matrix: {generators: [{list: {elements: [{a: "1"}]}}, {clusters: {}, list: {}}]}
    - clusters: {selector: {matchLabels: {env: 'no label value'}}}
    - scmProvider: {}
    - list: {elementsYaml: '{'}`,
      }),
      problems: [
        'a.yaml:6:7: spec.generators[0].merge: a merge has at least two `generators`',
        'a.yaml:7:7: spec.generators[1].git: give `directories` or `files`: patterns for paths in the repository',
        'a.yaml:8:61: spec.generators[2].matrix.generators[1]: a child names exactly one generator; found list and clusters',
        'a.yaml:9:18: spec.generators[3].clusters.selector: "no label value" is not a label value',
        'a.yaml:10:7: spec.generators[4].scmProvider: name a code host: github, gitlab, gitea or another',
        expect.stringMatching(/^a\.yaml:11:14: spec\.generators\[5\]\.list\.elementsYaml: not YAML or JSON: /),
      ],
    },
  ])('finds $name', ({ text, problems }) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('finds nothing in the sets of the corpus that Argo CD expands', () => {
    const cases = new URL('../../../test/conformance/appset/', import.meta.url);
    const names = readdirSync(cases).filter((name) => !name.endsWith('.md'));
    const sound = names.filter((name) => !('error' in JSON.parse(read(new URL(`${name}/expected.json`, cases)))));
    const files = sound.map((name) => ({ path: name, text: read(new URL(`${name}/applicationset.yaml`, cases)) }));
    const { sets, problems } = validateFiles(files.map(withOwnName), engines);
    expect({ problems, sets: sets.size }).toEqual({ problems: [], sets: sound.length });
    expect(sound.length).toBeGreaterThan(100);
  });
});

/** Sets of several cases have one name. */
function withOwnName({ path, text }: { path: string; text: string }) {
  return { path, text: text.replace(/^ {2}name: .*$/m, `  name: ${path.slice(0, 63).replace(/-$/, '')}`) };
}

function read(url: URL): string {
  return readFileSync(url, 'utf8');
}
