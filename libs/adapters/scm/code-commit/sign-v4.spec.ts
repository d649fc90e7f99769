import { describe, expect, it } from 'vitest';
import { type AwsCredentials, signV4 } from './sign-v4.ts';

const credentials: AwsCredentials = {
  kind: 'aws',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const scope = { region: 'us-east-1', service: 'service', credentials, atMs: Date.parse('2015-08-30T12:36:00Z') };

/** Names and signatures of AWS' published test suite for Signature Version 4. */
describe('signV4', () => {
  it.each([
    {
      name: 'get-vanilla',
      method: 'GET' as const,
      signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    },
    {
      name: 'post-vanilla',
      method: 'POST' as const,
      signature: '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    },
  ])('signs $name as AWS does', ({ method, signature }) => {
    expect(signV4({ method, url: 'https://example.amazonaws.com/', headers: {}, body: '' }, scope)).toEqual({
      host: 'example.amazonaws.com',
      'x-amz-date': '20150830T123600Z',
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
    });
  });

  it('signs a session token, a body and further headers', () => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'CodeCommit_20150413.ListRepositories',
    };
    const request = {
      method: 'POST' as const,
      url: 'https://codecommit.us-east-1.amazonaws.com/',
      headers,
      body: '{}',
    };
    const session = { ...scope, credentials: { ...credentials, sessionToken: 'session' } };
    const signed = signV4(request, session);
    expect(signed['x-amz-security-token']).toBe('session');
    expect(signed.authorization).toContain(
      'SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target,',
    );
    expect(signV4({ ...request, body: '{"a":1}' }, session).authorization).not.toBe(signed.authorization);
  });
});
