import { describe, expect, it } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakeHealthScripts } from '#testing/spoke/fake-health-scripts.ts';
import { buildTenant } from '#testing/control-plane/resource-builders.ts';
import { TenantHealth } from './tenant-health.ts';

const pot = { group: 'pots.example', kind: 'Pot' };
const object = { apiVersion: 'pots.example/v1', kind: 'Pot', metadata: { name: 'a' } };
const rule = { kinds: ['pots.example/Pot'], otherwise: { status: 'Degraded', message: 'cracked' } };
const script = { kinds: ['pots.example/Pot'], lua: 'return {}' };

function build(...healthRules: readonly object[]) {
  const controlPlane = new FakeControlPlane();
  controlPlane.views.Tenant.put(buildTenant('red', { spec: { healthRules } }));
  const scripts = new FakeHealthScripts();
  return { controlPlane, scripts, health: new TenantHealth(controlPlane, scripts) };
}

describe('TenantHealth', () => {
  it('judges the objects of the tenant that has a rule, and nobody else’s', () => {
    const { health } = build(rule);
    expect(['red', 'blue'].map((tenant) => health.judge(tenant, object))).toEqual([
      { status: 'Degraded', message: 'cracked' },
      undefined,
    ]);
    expect(['red', 'blue'].map((tenant) => health.hasHealth(tenant, pot))).toEqual([true, false]);
  });

  it('judges by our own rules where the tenant has none', () => {
    const { health } = build(rule);
    const issuer = { apiVersion: 'cert-manager.io/v1', kind: 'Issuer' };
    expect(health.judge('red', issuer)).toEqual({ status: 'Progressing', message: 'The issuer is being initialized' });
  });

  it('calls an object on its way out Progressing, whatever the rule', () => {
    const { health } = build(script);
    const deleted = { ...object, metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } };
    expect(health.judge('red', deleted)).toEqual({ status: 'Progressing', message: 'Pending deletion' });
  });

  it('runs a script', async () => {
    const { health, scripts } = build(script);
    scripts.answers.set('return {}', { status: 'Healthy', message: 'fine' });
    expect(await health.judge('red', object)).toEqual({ status: 'Healthy', message: 'fine' });
  });

  it('says why a script fails, and who must act', async () => {
    const { health } = build(script);
    expect(await health.judge('red', object)).toEqual({
      status: 'Unknown',
      message:
        'Its health script fails: is not known. The platform team has to correct it in spec.healthRules of Tenant red.',
    });
  });

  it('tells when rules change, with the kinds of before and after, and only then', () => {
    const { health, controlPlane } = build(rule);
    const told: boolean[][] = [];
    const kinds = [pot, { group: 'pots.example', kind: 'Lid' }, { group: 'apps', kind: 'Deployment' }];
    health.onChange((isMeant) => told.push(kinds.map(isMeant)));
    const put = (...healthRules: readonly object[]) =>
      controlPlane.views.Tenant.put(buildTenant('red', { spec: { healthRules, sourceRepos: ['*'] } }));
    put(rule);
    put({ ...rule, kinds: ['pots.example/Lid'] });
    put();
    expect(told).toEqual([
      [true, true, false],
      [false, true, false],
    ]);
    expect(health.hasHealth('red', pot)).toBe(false);
  });
});
