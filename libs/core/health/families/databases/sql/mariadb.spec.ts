import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../../told-health.ts';

const MARIADB = 'k8s.mariadb.com/v1alpha1/MariaDB';
const USER = 'k8s.mariadb.com/v1alpha1/User';
const BACKUP = 'k8s.mariadb.com/v1alpha1/Backup';
const SQL_JOB = 'k8s.mariadb.com/v1alpha1/SqlJob';

describe('MariaDB', () => {
  it.each([
    {
      name: 'a database that runs',
      kind: MARIADB,
      body: withConditions('Bound=True', 'Ready=True x Running'),
      told: 'Healthy: Running',
    },
    {
      name: 'one whose conditions are Unknown',
      kind: MARIADB,
      body: withConditions('Ready=Unknown'),
      told: 'Healthy: None of its conditions is False',
    },
    {
      name: 'one with an open step behind Ready',
      kind: MARIADB,
      body: withConditions('Ready=True', 'BackupRestored=False x restoring', 'Old=False Failed gone'),
      told: 'Progressing: restoring',
    },
    {
      name: 'one of the former group that has failed',
      kind: 'mariadb.mmontes.io/v1alpha1/MariaDB',
      body: withConditions('Ready=False Failed'),
      told: 'Degraded: It has failed',
    },
    { name: 'one nobody has seen', kind: MARIADB, body: {}, told: 'Progressing: Waiting for its first status' },
    { name: 'a user', kind: USER, body: withConditions('Ready=True x Created'), told: 'Healthy: Created' },
    {
      name: 'a user that cannot be made',
      kind: USER,
      body: withConditions('Other=True', 'Ready=False x no database', 'Ready=True'),
      told: 'Degraded: no database',
    },
    {
      name: 'a database nothing is known of',
      kind: 'k8s.mariadb.com/v1alpha1/Database',
      body: withConditions('Ready=Unknown'),
      told: 'Degraded: Ready is not True',
    },
    {
      name: 'a grant nobody has seen',
      kind: 'k8s.mariadb.com/v1alpha1/Grant',
      body: withConditions('Other=False'),
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'a backup that is done',
      kind: BACKUP,
      body: withConditions('Complete=True JobComplete Success'),
      told: 'Healthy: None of its conditions is False',
    },
    {
      name: 'a backup that has failed',
      kind: BACKUP,
      body: withConditions('Complete=False CronJobScheduled Failed'),
      told: 'Degraded: CronJobScheduled: Failed',
    },
    {
      name: 'a backup that is planned',
      kind: BACKUP,
      body: withConditions('Complete=False CronJobScheduled Scheduled'),
      told: 'Progressing: CronJobScheduled: Scheduled',
    },
    {
      name: 'a backup without a word',
      kind: BACKUP,
      body: withConditions('Other=True', 'Complete=False CronJobScheduled Failed'),
      told: 'Unknown: one of its conditions has no reason or no message',
    },
    { name: 'a new backup', kind: BACKUP, body: {}, told: 'Progressing: Waiting for its first status' },
    {
      name: 'a job that is done',
      kind: SQL_JOB,
      body: withConditions('Complete=False JobFailed no', 'Complete=True JobComplete Success'),
      told: 'Healthy: JobComplete: Success',
    },
    {
      name: 'a job that has failed',
      kind: SQL_JOB,
      body: withConditions('Complete=True JobFailed Failed'),
      told: 'Degraded: JobFailed: Failed',
    },
    {
      name: 'a job that runs',
      kind: SQL_JOB,
      body: withConditions('Complete=False JobRunning Running'),
      told: 'Progressing: Waiting for its job',
    },
    {
      name: 'a job without a word',
      kind: SQL_JOB,
      body: withConditions('Complete=False JobRunning'),
      told: 'Unknown: one of its conditions has no reason or no message',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
