import { describe, expect, it } from 'vitest';
import { maskSecrets } from './mask-secrets.ts';

const metadata = { name: 'token' };

describe('maskSecrets', () => {
  it('gives the same value the same name in every form, and shows none', () => {
    const live = { metadata, data: { kept: 'aGVsbG8=', old: 'b2xk' } };
    const wanted = { metadata, data: { old: 'bmV3' }, stringData: { kept: 'hello' } };
    expect(maskSecrets([live, wanted, undefined])).toEqual([
      { metadata, data: { kept: '(secret 1)', old: '(secret 2)' } },
      { metadata, data: { kept: '(secret 1)', old: '(secret 3)' } },
      undefined,
    ]);
  });

  it('lets stringData win over data, as the API server does', () => {
    const [form] = maskSecrets([{ data: { a: 'eA==', b: 'eQ==' }, stringData: { a: 'y' } }]);
    expect(form).toEqual({ data: { a: '(secret 1)', b: '(secret 1)' } });
  });

  it.each([
    { name: 'data that is no object', form: { data: 'hidden' }, masked: { data: '(secret 1)' } },
    { name: 'a value that is no text', form: { stringData: { a: 7 } }, masked: { data: { a: '(secret 1)' } } },
    {
      name: 'the copy that kubectl apply keeps',
      form: { metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":"hidden"}' } } },
      masked: { metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '(secret 1)' } } },
    },
    { name: 'nothing of a Secret without data', form: { type: 'Opaque' }, masked: { type: 'Opaque' } },
  ])('masks $name', ({ form, masked }) => {
    expect(maskSecrets([form])).toEqual([masked]);
  });
});
