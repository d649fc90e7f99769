import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { ApplicationSetSpec } from '#core/resources/application-set.ts';
import type { Expanded } from './expand.ts';
import { judgeTargets } from './judge-targets.ts';

const clusters = [{ name: 'prod-eu', server: 'https://prod-eu.example.com:6443', labels: {}, annotations: {} }];
const source = { repoURL: 'https://git.example.com/red/app', path: 'web', targetRevision: 'main' };

function setWith(project?: string): ApplicationSetSpec {
  const spec: JsonObject = project === undefined ? {} : { project };
  return ApplicationSetSpec.parse({ generators: [], template: { metadata: { name: '{{name}}' }, spec } });
}

function target(
  name: string,
  spec: JsonObject = {},
  metadata: Partial<Expanded['application']['metadata']> = {},
): Expanded {
  const destination = { name: 'prod-eu', namespace: 'red-web' };
  return {
    application: { metadata: { name, namespace: 'tenant-red', ...metadata }, spec: { source, destination, ...spec } },
    origin: `generators[0], parameter set of ${name}`,
  };
}

function judge(expanded: readonly Expanded[], spec = setWith()) {
  return judgeTargets({ tenant: 'red', spec, expanded, clusters });
}

function messagesOf(expanded: readonly Expanded[]): unknown {
  const judged = judge(expanded);
  return judged.ok && judged.value.refused.map(({ message }) => message.replace(/^.*is refused: /, ''));
}

describe('judgeTargets', () => {
  it("brings an Application to our form: project, finalizer and the cluster's name", () => {
    const destination = { server: 'https://prod-eu.example.com:6443/', namespace: 'red-web' };
    const finalizers = ['resources-finalizer.argocd.argoproj.io'];
    expect(judge([target('web', { destination, project: 'red' }, { finalizers, labels: { team: 'a' } })])).toEqual({
      ok: true,
      value: {
        wanted: [
          {
            name: 'web',
            labels: { team: 'a' },
            annotations: {},
            finalizers: ['nabe.dev/resources'],
            spec: { project: 'red', source, destination: { name: 'prod-eu', namespace: 'red-web' } },
          },
        ],
        refused: [],
      },
    });
  });

  it('leaves a destination nobody registered, so that the Application can say so', () => {
    const judged = judge([target('web', { destination: { server: 'https://elsewhere', namespace: 'x' } })]);
    expect(judged.ok && judged.value.wanted[0]?.spec.destination).toEqual({
      server: 'https://elsewhere',
      namespace: 'x',
    });
  });

  it('judges no server while the list of clusters is not complete', () => {
    const expanded = [
      target('web', { destination: { server: 'https://prod-eu.example.com:6443', namespace: 'x' } }),
      target('api'),
    ];
    const judged = judgeTargets({ tenant: 'red', spec: setWith(), expanded, clusters: undefined });
    expect(
      judged.ok && [judged.value.wanted.map(({ name }) => name), judged.value.refused.map(({ name }) => name)],
    ).toEqual([['api'], ['web']]);
  });

  it.each([
    { name: 'another project', project: 'blue', kind: 'foreign-project' },
    { name: 'the default project of Argo CD', project: 'default', kind: 'foreign-project' },
    {
      name: 'a templated project, even one that would render to the tenant',
      project: '{{tenant}}',
      kind: 'templated-project',
    },
  ])('refuses the whole set for $name', ({ project, kind }) => {
    const judged = judge([target('web')], setWith(project));
    expect(judged).toEqual({ ok: false, failure: [{ kind, message: expect.stringContaining(project) }] });
  });

  it("refuses the whole set for another project in a generator's template", () => {
    expect(judge([target('web', { project: 'blue' }), target('api', { project: 'red' })])).toEqual({
      ok: false,
      failure: [
        {
          kind: 'foreign-project',
          message:
            "Application web (generators[0], parameter set of web): spec.project is not tenant red; leave it out of the generator's template or write red",
        },
      ],
    });
  });

  it('refuses the whole set for one name twice, naming both origins', () => {
    const twice = [target('web'), { ...target('web'), origin: 'generators[1], parameter set 7' }, target('api')];
    expect(judge(twice)).toEqual({
      ok: false,
      failure: [
        {
          kind: 'duplicate-name',
          message:
            'Application web is generated 2 times: from generators[0], parameter set of web, from generators[1], parameter set 7; make template.metadata.name unique',
        },
      ],
    });
  });

  it.each([
    { name: 'a name that is no DNS name', bad: target('Web_1'), message: 'metadata.name "Web_1" is not a DNS name' },
    {
      name: 'a field of the wrong type',
      bad: target('web', { source: { repoURL: 'https://x/y', path: 5 } }),
      message: expect.stringMatching(/^spec\.source\.path: /),
    },
    {
      name: 'a field nobody reads',
      bad: target('web', { syncPolicy: { automatd: {} } }),
      message: 'spec.syncPolicy.automatd is not read by this version',
    },
    {
      name: 'name and server at once',
      bad: target('web', { destination: { name: 'a', server: 'https://b', namespace: 'c' } }),
      message: 'spec.destination: give either name or server',
    },
    {
      name: 'a label that is ours',
      bad: target('web', {}, { labels: { 'nabe.dev/tenant': 'blue' } }),
      message: 'metadata.labels: nabe.dev/tenant is kept for Nabe itself',
    },
    {
      name: 'a finalizer nobody removes',
      bad: target('web', {}, { finalizers: ['example.com/wait'] }),
      message: 'metadata.finalizers: nobody would ever remove example.com/wait',
    },
  ])('refuses just the Application with $name', ({ bad, message }) => {
    expect(messagesOf([target('good'), bad])).toEqual([message]);
  });
});
