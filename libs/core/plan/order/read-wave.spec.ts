import { describe, expect, it } from 'vitest';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { readWave, waveOf } from './read-wave.ts';

function annotate(annotations: Record<string, string>): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations } };
}

describe('readWave', () => {
  it.each([
    { name: 'is 0 without annotations', annotations: {}, wave: 0 },
    { name: 'reads a negative wave', annotations: { 'argocd.argoproj.io/sync-wave': '-5' }, wave: -5 },
    { name: 'reads signs and zeros as Go does', annotations: { 'argocd.argoproj.io/sync-wave': '+007' }, wave: 7 },
    { name: 'knows no negative zero', annotations: { 'argocd.argoproj.io/sync-wave': '-0' }, wave: 0 },
    { name: "takes Helm's weight for a wave", annotations: { 'helm.sh/hook-weight': '3' }, wave: 3 },
    {
      name: "prefers its own annotation to Helm's",
      annotations: { 'argocd.argoproj.io/sync-wave': '1', 'helm.sh/hook-weight': '3' },
      wave: 1,
    },
  ])('$name', ({ annotations, wave }) => {
    expect(readWave(annotate(annotations))).toEqual({ ok: true, value: wave });
    expect(waveOf(annotate(annotations))).toBe(wave);
  });

  it.each(['', ' 2', '1.5', 'first', '0x3', '99999999999999999999'])('refuses %j, which waveOf passes over', (text) => {
    const manifest = annotate({ 'argocd.argoproj.io/sync-wave': text });
    const failure = `annotation argocd.argoproj.io/sync-wave must be an integer, such as "-1" or "5", not "${text}"`;
    expect(readWave(manifest)).toEqual({ ok: false, failure });
    expect(waveOf(manifest)).toBe(0);
  });
});
