import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('Keycloak', () => {
  it.each([
    {
      name: 'one that runs',
      kind: 'k8s.keycloak.org/v2alpha1/Keycloak',
      body: withConditions('HasErrors=False', 'Ready=True'),
      told: 'Healthy',
    },
    {
      name: 'one that has errors',
      kind: 'k8s.keycloak.org/v2alpha1/Keycloak',
      body: withConditions('Ready=False', 'HasErrors=True x no database'),
      told: 'Degraded: no database',
    },
    {
      name: 'one that was ready before it had errors',
      kind: 'k8s.keycloak.org/v2alpha1/Keycloak',
      body: {
        status: {
          conditions: [
            { type: 'HasErrors', status: 'True', lastTransitionTime: '2025-02-01' },
            { type: 'Ready', status: 'True', lastTransitionTime: '2025-01-01' },
          ],
        },
      },
      told: 'Healthy',
    },
    {
      name: 'one that had errors before it was ready',
      kind: 'k8s.keycloak.org/v2alpha1/Keycloak',
      body: {
        status: {
          conditions: [
            { type: 'Ready', status: 'True', lastTransitionTime: '2025-02-01' },
            { type: 'HasErrors', status: 'True', lastTransitionTime: '2025-01-01', message: 'old' },
          ],
        },
      },
      told: 'Degraded: old',
    },
    {
      name: 'one whose errors have no time',
      kind: 'k8s.keycloak.org/v2alpha1/Keycloak',
      body: {
        status: {
          conditions: [
            { type: 'HasErrors', status: 'True', message: 'late' },
            { type: 'Ready', status: 'True', lastTransitionTime: '2025-01-01' },
          ],
        },
      },
      told: 'Healthy',
    },
    {
      name: 'one whose errors have an empty time',
      kind: 'k8s.keycloak.org/v2alpha1/Keycloak',
      body: {
        status: {
          conditions: [
            { type: 'HasErrors', status: 'True', message: 'late', lastTransitionTime: null },
            { type: 'Ready', status: 'True', lastTransitionTime: '2025-01-01' },
          ],
        },
      },
      told: 'Healthy',
    },
    {
      name: 'one that got both at once',
      kind: 'k8s.keycloak.org/v2alpha1/Keycloak',
      body: withConditions('HasErrors=True x first', 'Ready=True'),
      told: 'Degraded: first',
    },
    {
      name: 'one that does not say its errors',
      kind: 'k8s.keycloak.org/v2alpha1/Keycloak',
      body: withConditions('HasErrors=True'),
      told: 'Unknown: its condition HasErrors has no message',
    },
    {
      name: 'one with empty errors',
      kind: 'k8s.keycloak.org/v2alpha1/Keycloak',
      body: { status: { conditions: [{ type: 'HasErrors', status: 'True', message: '' }] } },
      told: 'Degraded: The operator reports errors',
    },
    {
      name: 'one on its way',
      kind: 'k8s.keycloak.org/v2alpha1/Keycloak',
      body: withConditions('Ready=Unknown'),
      told: 'Progressing: Waiting for Keycloak',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
