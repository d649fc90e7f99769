import { describe, expect, it } from 'vitest';
import { readdress } from './service-addresses.ts';

const addresses = new Map([['https://api.bitbucket.org', 'http://gateway.internal:8080']]);

describe('readdress', () => {
  it.each([
    {
      name: 'changes the origin and nothing else',
      url: 'https://api.bitbucket.org/2.0/x?y=1',
      expected: 'http://gateway.internal:8080/2.0/x?y=1',
    },
    {
      name: 'sees through another spelling',
      url: 'https://API.bitbucket.org:443/',
      expected: 'http://gateway.internal:8080/',
    },
    {
      name: 'leaves another port',
      url: 'https://api.bitbucket.org:8443/2.0',
      expected: 'https://api.bitbucket.org:8443/2.0',
    },
    {
      name: 'leaves a name that only begins alike',
      url: 'https://api.bitbucket.org.example/',
      expected: 'https://api.bitbucket.org.example/',
    },
    { name: 'leaves what is no URL to those who judge it', url: 'bitbucket', expected: 'bitbucket' },
  ])('$name', ({ url, expected }) => {
    expect(readdress(url, addresses)).toBe(expected);
  });
});
