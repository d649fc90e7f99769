import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('Grafana', () => {
  it.each([
    {
      name: 'one that is complete',
      kind: 'grafana.integreatly.org/v1beta1/Grafana',
      body: { status: { stage: 'complete', stageStatus: 'success' } },
      told: 'Healthy',
    },
    {
      name: 'one that failed',
      kind: 'grafana.integreatly.org/v1beta1/Grafana',
      body: { status: { stage: 'deployment', stageStatus: 'failed' } },
      told: 'Degraded: Stage deployment has failed',
    },
    {
      name: 'one that failed with a word',
      kind: 'grafana.integreatly.org/v1beta1/Grafana',
      body: { status: { stage: 'complete', stageStatus: 'failed', lastMessage: 'no disk' } },
      told: 'Degraded: no disk',
    },
    {
      name: 'one that failed nobody knows where',
      kind: 'grafana.integreatly.org/v1beta1/Grafana',
      body: { status: { stageStatus: 'failed' } },
      told: 'Unknown: its status does not name the stage that has failed',
    },
    {
      name: 'one on its way',
      kind: 'grafana.integreatly.org/v1beta1/Grafana',
      body: { status: { stage: 'plugins', stageStatus: 'in progress' } },
      told: 'Progressing: Stage plugins',
    },
    {
      name: 'a new one',
      kind: 'grafana.integreatly.org/v1beta1/Grafana',
      body: { status: { stage: 'plugins' } },
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'a dashboard that is there',
      kind: 'grafana.integreatly.org/v1beta1/GrafanaDashboard',
      body: withConditions('Other=Unknown', 'DashboardSynchronized=True x applied'),
      told: 'Healthy: applied',
    },
    {
      name: 'a dashboard without a Grafana',
      kind: 'grafana.integreatly.org/v1beta1/GrafanaDashboard',
      body: withConditions('DashboardSynchronized=True', 'Other=False NoMatchingInstance'),
      told: 'Degraded: NoMatchingInstance',
    },
    {
      name: 'a folder nobody knows of',
      kind: 'grafana.integreatly.org/v1beta1/GrafanaFolder',
      body: withConditions('FolderSynchronized=Unknown'),
      told: 'Progressing: Waiting for a condition',
    },
    {
      name: 'a new data source',
      kind: 'grafana.integreatly.org/v1beta1/GrafanaDatasource',
      body: {},
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'a data source without identifier',
      kind: 'grafana.integreatly.org/v1beta1/GrafanaDatasource',
      body: { status: { uid: '' } },
      told: 'Progressing: Waiting for its identifier',
    },
    {
      name: 'a data source no Grafana takes',
      kind: 'grafana.integreatly.org/v1beta1/GrafanaDatasource',
      body: { status: { NoMatchingInstances: true } },
      told: 'Degraded: No Grafana matches it',
    },
    {
      name: 'a data source that is there',
      kind: 'grafana.integreatly.org/v1beta1/GrafanaDatasource',
      body: { status: {} },
      told: 'Healthy',
    },
    {
      name: 'an organization that is there',
      kind: 'grafana-org-operator.kubitus-project.gitlab.io/v1beta1/GrafanaOrg',
      body: withConditions('Ready=True x made'),
      told: 'Healthy: made',
    },
    {
      name: 'an organization that was refused',
      kind: 'grafana-org-operator.kubitus-project.gitlab.io/v1beta1/GrafanaOrg',
      body: withConditions('Ready=False x no key', 'Ready=True'),
      told: 'Degraded: no key',
    },
    {
      name: 'an organization on its way',
      kind: 'grafana-org-operator.kubitus-project.gitlab.io/v1beta1/GrafanaOrg',
      body: withConditions('Ready=Unknown', 'Ready=True'),
      told: 'Progressing: Waiting to be ready',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
