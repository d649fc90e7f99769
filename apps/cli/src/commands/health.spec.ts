import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCliFixture } from '../testing/cli-fixture.ts';

const { at, write, nabe, remove } = createCliFixture();
beforeAll(() => {
  write(
    'objects.yaml',
    `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {namespace: red, name: disk}
status: {phase: Pending}
---
apiVersion: v1
kind: List
items:
  - {apiVersion: pots.example/v1, kind: Pot, metadata: {name: vase}, status: {cracked: true}}
  - {apiVersion: pots.example/v1, kind: Lid, metadata: {name: flat}, status: {fits: true}}
  - {apiVersion: v1, kind: ConfigMap, metadata: {namespace: red, name: settings}}
`,
  );
  write(
    'tenant.yaml',
    `apiVersion: nabe.dev/v1alpha1
kind: Tenant
metadata: {name: red}
spec:
  healthRules:
    - kinds: [pots.example/Pot]
      cases: [{when: status.cracked, status: Degraded, message: It cracked}]
    - kinds: [pots.example/Lid]
      lua: |
        return {status = obj.status.fits and "Healthy" or "Progressing", message = "fits"}
`,
  );
});
afterAll(remove);

describe('nabe health', () => {
  it("judges by the tenant's rules, expressions and scripts, and by ours, in the order of the file", async () => {
    const answer = await nabe('health', '-f', at('objects.yaml'), '--tenant', at('tenant.yaml'));
    expect(answer).toEqual({
      code: 0,
      error: '',
      out: `KIND                    NAMESPACE   NAME       HEALTH        MESSAGE
PersistentVolumeClaim   red         disk       Progressing   -
Pot                     -           vase       Degraded      It cracked
Lid                     -           flat       Healthy       fits
ConfigMap               red         settings   Healthy       nobody judges this kind: it is well as soon as it is there
`,
    });
  });

  it('leaves the health of a kind without a rule out of the JSON', async () => {
    const { code, out } = await nabe('health', '-f', at('objects.yaml'), '-o', 'json');
    expect(code).toBe(0);
    const { items }: { items: unknown[] } = JSON.parse(out);
    expect(items.slice(0, 2)).toEqual([
      { kind: 'PersistentVolumeClaim', namespace: 'red', name: 'disk', health: 'Progressing', message: '' },
      { kind: 'Pot', namespace: '', name: 'vase' },
    ]);
  });

  it('makes an object Unknown whose rule is wrong, and says where', async () => {
    const tenant = `apiVersion: nabe.dev/v1alpha1\nkind: Tenant\nmetadata: {name: red}\nspec: {healthRules: [{kinds: [/ConfigMap], cases: [{when: 'status.', status: Healthy}]}]}\n`;
    const { out } = await nabe('health', '-f', at('objects.yaml'), '--tenant', write('wrong.yaml', tenant));
    expect(out).toMatch(/settings +Unknown +The health rule at spec\.healthRules\[0\] of Tenant red is wrong/);
  });

  it.each([
    { name: 'no Tenant', text: 'a: 1', error: 'tenant2.yaml:1:1: there is no Tenant in this file' },
    {
      name: 'a Tenant with a mistake',
      text: `apiVersion: nabe.dev/v1alpha1\nkind: Tenant\nmetadata: {name: red}\nspec: {healthRules: [{kinds: [Pot]}]}\n`,
      error: 'tenant2.yaml:4:31: spec.healthRules[0].kinds[0]: is not of the form group/Kind',
    },
  ])('fails at a file with $name', async ({ text, error }) => {
    const answer = await nabe('health', '-f', at('objects.yaml'), '--tenant', write('tenant2.yaml', text));
    expect({ code: answer.code, out: answer.out }).toEqual({ code: 1, out: '' });
    expect(answer.error).toContain(error);
  });
});
