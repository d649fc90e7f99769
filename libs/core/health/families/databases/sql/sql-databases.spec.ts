import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../../told-health.ts';

const POSTGRES = 'acid.zalan.do/v1/postgresql';
const CLICKHOUSE = 'clickhouse.altinity.com/v1/ClickHouseInstallation';
const MIGRATION = 'db.atlasgo.io/v1alpha1/AtlasMigration';
const SCHEMA = 'db.atlasgo.io/v1alpha1/AtlasSchema';

describe('SQL databases', () => {
  it.each([
    {
      name: 'a Postgres that runs',
      kind: POSTGRES,
      body: { status: { PostgresClusterStatus: 'Running' } },
      told: 'Healthy: Running',
    },
    {
      name: 'a Postgres that is updated',
      kind: POSTGRES,
      body: { status: { PostgresClusterStatus: 'Updating' } },
      told: 'Progressing: Updating',
    },
    {
      name: 'a Postgres that could not be updated',
      kind: POSTGRES,
      body: { status: { PostgresClusterStatus: 'UpdateFailed' } },
      told: 'Degraded: UpdateFailed',
    },
    {
      name: 'a Postgres with an empty state',
      kind: POSTGRES,
      body: { status: { PostgresClusterStatus: '' } },
      told: 'Degraded: Its state is empty',
    },
    { name: 'a new Postgres', kind: POSTGRES, body: {}, told: 'Progressing: Waiting for its first status' },
    {
      name: 'a ClickHouse that is complete',
      kind: CLICKHOUSE,
      body: { status: { status: 'Completed' } },
      told: 'Healthy: Completed',
    },
    {
      name: 'a ClickHouse that goes away',
      kind: CLICKHOUSE,
      body: { status: { status: 'Terminating' } },
      told: 'Degraded: Terminating',
    },
    { name: 'a new ClickHouse', kind: CLICKHOUSE, body: {}, told: 'Progressing: Waiting for its first status' },
    {
      name: 'a keeper that is made',
      kind: 'clickhouse-keeper.altinity.com/v1/ClickHouseKeeperInstallation',
      body: { status: { status: 'InProgress' } },
      told: 'Progressing: InProgress',
    },
    {
      name: 'a migration that is applied',
      kind: MIGRATION,
      body: withConditions('Ready=True Applied'),
      told: 'Healthy: Applied',
    },
    {
      name: 'a migration under way',
      kind: MIGRATION,
      body: withConditions('Ready=False Reconciling Current migration data has changed'),
      told: 'Progressing: Current migration data has changed',
    },
    {
      name: 'a migration that has failed',
      kind: MIGRATION,
      body: withConditions('Ready=False Migrating checksum mismatch'),
      told: 'Degraded: checksum mismatch',
    },
    { name: 'a new migration', kind: MIGRATION, body: {}, told: 'Progressing: Waiting for its first status' },
    {
      name: 'a schema that waits for a database',
      kind: SCHEMA,
      body: withConditions('Ready=False x GettingDevDB'),
      told: 'Progressing: GettingDevDB',
    },
    {
      name: 'a schema that only has a reason',
      kind: SCHEMA,
      body: withConditions('Ready=False Reconciling'),
      told: 'Degraded: Reconciling',
    },
    {
      name: 'a schema nothing is known of',
      kind: SCHEMA,
      body: withConditions('Ready=Unknown'),
      told: 'Degraded: Ready is not True',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
