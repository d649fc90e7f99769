import { describe, expect, it } from 'vitest';
import { readStatusFailure, wireCode, wireFailure } from './request-failure.ts';

const status = (body: object): string => JSON.stringify({ kind: 'Status', status: 'Failure', ...body });

describe('readStatusFailure', () => {
  it.each([
    {
      name: 'reads reason, message, causes and the wait of a Status',
      code: 429,
      text: status({
        reason: 'TooManyRequests',
        message: 'slow down',
        details: { causes: [{ field: '.a', reason: 'r', message: 'm' }] },
      }),
      retryAfter: '2',
      failure: {
        status: 429,
        reason: 'TooManyRequests',
        message: 'slow down',
        causes: [{ field: '.a', reason: 'r', message: 'm' }],
        retryAfterMs: 2000,
      },
    },
    {
      name: "shows nothing of a proxy's page",
      code: 502,
      text: '<html>password=x</html>',
      retryAfter: undefined,
      failure: { status: 502, reason: 'HTTP 502', message: 'the API server answered HTTP 502', causes: [] },
    },
    {
      name: 'counts an apply that does not fit the schema as a fault of the manifest, with its field',
      code: 500,
      text: status({
        message:
          'failed to create typed patch object (shop/b; /v1, Kind=ConfigMap): .dta: field not declared in schema',
      }),
      retryAfter: undefined,
      failure: {
        status: 422,
        reason: 'Invalid',
        message:
          'failed to create typed patch object (shop/b; /v1, Kind=ConfigMap): .dta: field not declared in schema',
        causes: [{ reason: 'FieldValueInvalid', field: '.dta', message: '' }],
      },
    },
    {
      name: 'leaves a real internal error what it is',
      code: 500,
      text: status({ reason: 'InternalError', message: 'failed calling webhook' }),
      retryAfter: undefined,
      failure: { status: 500, reason: 'InternalError', message: 'failed calling webhook', causes: [] },
    },
  ])('$name', ({ code, text, retryAfter, failure }) => {
    expect(readStatusFailure(code, text, retryAfter)).toEqual(failure);
  });
});

describe('wireFailure', () => {
  it('says what happened from the innermost code, and nothing of the text, which may hold addresses', () => {
    const error = new Error('fetch failed to https://user:secret@host', {
      cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    });
    expect(wireFailure(wireCode(error))).toEqual({
      status: 0,
      reason: 'ECONNREFUSED',
      message: 'the API server refuses connections (ECONNREFUSED)',
      causes: [],
    });
  });
});
