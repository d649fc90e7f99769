import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCliFixture } from '../../testing/cli-fixture.ts';

const { at, write, nabe, remove } = createCliFixture();
beforeAll(() => {
  const text = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: demo, namespace: argocd}
spec:
  sourceRepos: ['https://git.example/demo/*']
  destinations: [{server: 'https://east.example', namespace: 'demo-*'}, {name: west, namespace: demo}]
  clusterResourceWhitelist: [{group: '', kind: Namespace}]
`;
  write('project.yaml', text);
  write('wrong.yaml', text.replace("['https://git.example/demo/*']", 'all'));
});
afterAll(remove);

const check = (...args: string[]) => nabe('project', 'check', '-f', at('project.yaml'), ...args);

describe('nabe project check', () => {
  it.each([
    { args: ['--source', 'https://git.example/demo/app.git'], allowed: true },
    { args: ['--source', 'https://git.example/other/app'], allowed: false },
    { args: ['--destination', 'https://east.example/demo-1'], allowed: true },
    { args: ['--destination', 'west/demo'], allowed: true },
    { args: ['--destination', 'https://west.example/demo'], allowed: false },
    { args: ['--resource', '/Namespace/demo'], allowed: true },
    { args: ['--resource', 'apps/Deployment'], allowed: true },
    { args: ['--resource', 'example.org/Widget', '--cluster-scoped'], allowed: false },
  ])('answers $args with $allowed', async ({ args, allowed }) => {
    const { code, out } = await check(...args);
    expect({ code, out }).toEqual(allowed ? { code: 0, out: 'allowed\n' } : { code: 1, out: 'denied\n' });
  });

  it('says of what', async () => {
    const { error } = await check('--source', 'https://x/y');
    expect(error).toBe('nabe: AppProject demo denies source https://x/y\n');
  });

  it.each([
    { name: 'nothing', args: [] },
    { name: 'two things', args: ['--source', 'https://x/y', '--resource', 'apps/Deployment'] },
    { name: 'a destination without a namespace', args: ['--destination', 'https://x'] },
    { name: 'a resource without a kind', args: ['--resource', 'apps'] },
  ])('is called wrongly with $name', async ({ args }) => {
    expect(await check(...args)).toMatchObject({ code: 2, out: '' });
  });

  it('names file, line and field of what does not fit', async () => {
    const { code, error } = await nabe('project', 'check', '-f', at('wrong.yaml'), '--source', 'x');
    expect(code).toBe(1);
    expect(error).toMatch(/^wrong\.yaml:5:\d+: spec\.sourceRepos: /);
  });
});

describe('nabe project convert', () => {
  it('prints the Tenant, and warns of what it does not say', async () => {
    const { code, out, error } = await nabe('project', 'convert', '-f', at('project.yaml'));
    expect({ code, error }).toEqual({
      code: 0,
      error: 'warning: AppProject demo: no registered cluster has the address https://east.example\n',
    });
    expect(out).toContain(
      'kind: Tenant\nmetadata:\n  name: demo\nspec:\n  sourceRepos:\n    - https://git.example/demo/*\n',
    );
  });
});
