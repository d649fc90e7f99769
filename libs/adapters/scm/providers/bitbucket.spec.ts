import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import { ScmApi } from '../reading/scm-api.ts';
import { bitbucketRepositories } from './bitbucket.ts';

const api = new ScmApi({
  base: 'https://api.bitbucket.org/2.0',
  headers: {},
  caller: { id: 'ana', trust: {} },
  pages: 10,
  client: {
    ask: async ({ url }) => {
      if (!url.includes('/acme?')) return fail({ kind: 'not-found', message: 'none' });
      const repository = { uuid: '{3d}', slug: 'empty', mainbranch: null, links: { clone: [] } };
      return succeed({ status: 200, headers: {}, body: { values: [repository] } });
    },
  },
});

describe('bitbucketRepositories', () => {
  it('lists an empty repository, which has no branches', async () => {
    const options = { owner: 'acme', user: 'ana', appPasswordRef: { secretName: 'scm', key: 'password' } };
    const empty = {
      organization: 'acme',
      repository: 'empty',
      repositoryId: '{3d}',
      url: '',
      defaultBranch: '',
      labels: [],
    };
    const reader = bitbucketRepositories(api, options);
    expect(await reader.list('')).toEqual(succeed([empty]));
    expect(await reader.branches(empty)).toEqual(succeed([]));
  });
});
