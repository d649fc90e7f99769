import { describe, expect, it } from 'vitest';
import { expandSource } from './build-environment.ts';

const source = { repoURL: 'https://git.example/a.git', path: 'web', targetRevision: 'main' };
const facts = {
  application: 'till',
  namespace: 'shop',
  tenant: 'red',
  commit: '0123456789abcdef0123456789abcdef01234567',
};
const expand = (options: object) => expandSource({ ...facts, source: { ...source, ...options } });

describe('expandSource', () => {
  it.each([
    { text: '$ARGOCD_APP_NAME', expanded: 'till' },
    { text: 'a-${ARGOCD_APP_NAMESPACE}-b', expanded: 'a-shop-b' },
    { text: '$ARGOCD_APP_PROJECT_NAME/$ARGOCD_APP_SOURCE_PATH', expanded: 'red/web' },
    { text: '$ARGOCD_APP_REVISION', expanded: facts.commit },
    { text: '$ARGOCD_APP_REVISION_SHORT $ARGOCD_APP_REVISION_SHORT_8', expanded: '0123456 01234567' },
    { text: '$ARGOCD_APP_SOURCE_REPO_URL $ARGOCD_APP_SOURCE_TARGET_REVISION', expanded: `${source.repoURL} main` },
    { text: 'unknown $HOME is empty', expanded: 'unknown  is empty' },
    { text: '$$ARGOCD_APP_NAME costs 5$', expanded: '$ARGOCD_APP_NAME costs 5$' },
  ])('makes $expanded of $text', ({ text, expanded }) => {
    expect(expand({ helm: { parameters: [{ name: 'a', value: text }] } }).helm?.parameters).toEqual([
      { name: 'a', value: expanded },
    ]);
  });

  it('leaves the name of another source in front of a file', () => {
    const valueFiles = ['$values/env/$ARGOCD_APP_NAME.yaml', '$ARGOCD_APP_NAME/x.yaml'];
    expect(expand({ helm: { valueFiles } }).helm?.valueFiles).toEqual(['$values/env/till.yaml', 'till/x.yaml']);
  });

  it('leaves everything alone that Argo CD does', () => {
    const options = {
      helm: { values: '$ARGOCD_APP_NAME', releaseName: '$ARGOCD_APP_NAME' },
      kustomize: { namePrefix: '$ARGOCD_APP_NAME', commonAnnotations: { a: '$ARGOCD_APP_NAME' } },
    };
    expect(expand(options)).toEqual({ ...source, ...options });
  });
});
