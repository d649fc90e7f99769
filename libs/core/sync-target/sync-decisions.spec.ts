import { describe, expect, it } from 'vitest';
import { isOnlyByHand, readSyncDecisions } from './sync-decisions.ts';

const NOTHING = { prune: false, selfHeal: false, allowEmpty: false };

describe('what a sync may do', () => {
  it.each([
    { rule: 'nothing without automated', automated: undefined, asked: undefined, may: NOTHING },
    { rule: 'nothing but applying with an empty automated', automated: {}, asked: undefined, may: NOTHING },
    { rule: 'automated.prune', automated: { prune: true }, asked: undefined, may: { ...NOTHING, prune: true } },
    {
      rule: 'automated.selfHeal',
      automated: { selfHeal: true },
      asked: undefined,
      may: { ...NOTHING, selfHeal: true },
    },
    {
      rule: 'automated.allowEmpty',
      automated: { prune: true, allowEmpty: true },
      asked: undefined,
      may: { prune: true, selfHeal: false, allowEmpty: true },
    },
    {
      rule: 'a person’s sync undoes drift, and prunes when asked to',
      automated: { enabled: false },
      asked: { prune: true },
      may: { prune: true, selfHeal: true, allowEmpty: false },
    },
    {
      rule: 'a person’s sync does not prune by itself',
      automated: undefined,
      asked: {},
      may: { ...NOTHING, selfHeal: true },
    },
  ])('follows Argo CD: $rule', ({ automated, asked, may }) => {
    expect(readSyncDecisions({ syncPolicy: { ...(automated && { automated }) } }, asked)).toEqual(may);
  });

  it.each([
    { option: 'PruneLast=true', more: { pruneLast: true } },
    { option: 'PruneLast=false', more: {} },
    { option: 'PrunePropagationPolicy=foreground', more: { propagation: 'foreground' } },
    { option: 'PrunePropagationPolicy=backgruond', more: {} },
    { option: 'Prune=confirm', more: { keep: ['prune-until-approved'] } },
    { option: 'Delete=false', more: { keep: ['delete'] } },
  ])('follows the Application’s option $option', ({ option, more }) => {
    expect(readSyncDecisions({ syncPolicy: { syncOptions: [option] } })).toEqual({ ...NOTHING, ...more });
  });

  it.each([
    { rule: 'no automated', syncPolicy: {}, byHand: true },
    { rule: 'automated without enabled', syncPolicy: { automated: {} }, byHand: false },
    { rule: 'enabled: true', syncPolicy: { automated: { enabled: true } }, byHand: false },
    { rule: 'enabled: false', syncPolicy: { automated: { enabled: false, prune: true } }, byHand: true },
  ])('is for a person to begin: $rule', ({ syncPolicy, byHand }) => {
    expect(isOnlyByHand({ destination: { name: 'prod', namespace: 'shop' }, syncPolicy })).toBe(byHand);
  });
});
