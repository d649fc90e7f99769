import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchPrograms } from './search-programs.ts';
import type { GoModule } from './versions.ts';

const module: GoModule = {
  name: 'kube',
  title: 'Kubernetes',
  folder: 'kubernetes',
  version: 'v1.36.3',
  oldest: '1.30.0',
  programs: { server: 'example.com/server', scheduler: 'example.com/scheduler' },
  linkerFlags: [],
  minutes: 1,
};

let folder: string;
let env: NodeJS.ProcessEnv;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nabe-search-'));
  env = {
    KUBEBUILDER_ASSETS: join(folder, 'assets'),
    PATH: join(folder, 'path'),
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

function addProgram(path: string, version: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "Kubernetes v${version}"\n`);
  chmodSync(file, 0o755);
}

function addBoth(place: string, version: string): void {
  addProgram(join(place, 'server'), version);
  addProgram(join(place, 'scheduler'), version);
}

function pathsIn(place: string): [string, string][] {
  return ['server', 'scheduler'].map((name) => [name, join(folder, place, name)]);
}

const cache = 'cache/nabe/kube/v1.36.3';

describe('searchPrograms', () => {
  it('prefers KUBEBUILDER_ASSETS to PATH and PATH to the cache', () => {
    for (const place of ['assets', 'path', cache]) addBoth(place, '1.33.0');
    expect([...(searchPrograms(module, env).paths ?? [])]).toEqual(pathsIn('assets'));
    rmSync(join(folder, 'assets'), { recursive: true });
    expect([...(searchPrograms(module, env).paths ?? [])]).toEqual(pathsIn('path'));
    rmSync(join(folder, 'path'), { recursive: true });
    expect([...(searchPrograms(module, env).paths ?? [])]).toEqual(pathsIn(cache));
  });

  it('passes over programs that are too old, and says so', () => {
    addBoth('path', '1.29.9');
    addBoth(cache, '1.36.3');
    const { paths, notes } = searchPrograms(module, env);
    expect([...(paths ?? [])]).toEqual(pathsIn(cache));
    expect(notes).toEqual(['PATH: passed over server, scheduler 1.29.9: 1.30.0 or newer is needed']);
  });

  it('never mixes programs of two places', () => {
    addProgram('assets/server', '1.35.0');
    addProgram('path/scheduler', '1.35.0');
    expect(searchPrograms(module, env)).toEqual({
      paths: undefined,
      notes: [
        'KUBEBUILDER_ASSETS: passed over server because scheduler is not there too',
        'PATH: passed over scheduler because server is not there too',
      ],
    });
  });

  it('never mixes versions', () => {
    addProgram('path/server', '1.35.0');
    addProgram('path/scheduler', '1.36.0');
    expect(searchPrograms(module, env).notes).toEqual([
      'PATH: passed over server, scheduler because their versions differ',
    ]);
  });

  it('finds nothing on a machine that has nothing', () => {
    expect(searchPrograms(module, env)).toEqual({ paths: undefined, notes: [] });
  });
});
