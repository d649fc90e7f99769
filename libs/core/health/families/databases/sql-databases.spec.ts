import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('SQL databases', () => {
  it.each([
    {
      name: 'a Postgres that runs',
      kind: 'acid.zalan.do/v1/postgresql',
      body: { status: { PostgresClusterStatus: 'Running' } },
      told: 'Healthy: Running',
    },
    {
      name: 'a Postgres that is updated',
      kind: 'acid.zalan.do/v1/postgresql',
      body: { status: { PostgresClusterStatus: 'Updating' } },
      told: 'Progressing: Updating',
    },
    {
      name: 'a Postgres that could not be updated',
      kind: 'acid.zalan.do/v1/postgresql',
      body: { status: { PostgresClusterStatus: 'UpdateFailed' } },
      told: 'Degraded: UpdateFailed',
    },
    {
      name: 'a MariaDB that runs',
      kind: 'k8s.mariadb.com/v1alpha1/MariaDB',
      body: withConditions('Ready=True x Running'),
      told: 'Healthy: Running',
    },
    {
      name: 'a user that cannot be made',
      kind: 'k8s.mariadb.com/v1alpha1/User',
      body: withConditions('Ready=False x no database'),
      told: 'Degraded: no database',
    },
    {
      name: 'a ClickHouse that is complete',
      kind: 'clickhouse.altinity.com/v1/ClickHouseInstallation',
      body: { status: { status: 'Completed' } },
      told: 'Healthy: The installation is complete',
    },
    {
      name: 'a ClickHouse without a status',
      kind: 'clickhouse.altinity.com/v1/ClickHouseInstallation',
      body: {},
      told: 'Progressing: Waiting for its first status',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
