import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fleet, startFleet } from '../../fleet/fleet.ts';
import { mergeKeyTable, type OpenApiDocument } from '../../generate/merge-keys/merge-key-table.ts';

const TABLE = join(import.meta.dirname, '../../../libs/core/client-side-apply/merge-keys.gen.ts');

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ spokes: [] });
});
afterAll(() => fleet?.stop());

describe('the table of merge keys', () => {
  it('is what the API server says; with `--update` it is written anew', async () => {
    const { body } = await fleet.management.request<OpenApiDocument>('GET', '/openapi/v2');
    await expect(mergeKeyTable(body)).toMatchFileSnapshot(TABLE);
  });
});
