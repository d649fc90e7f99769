import { describeProblem } from '#core/appset-files/file-problem.ts';
import { compareAppSets, sourceFileOf, type SetChanges } from '#core/config-sources/compare-app-sets.ts';
import { statusOfTenant } from '#core/config-sources/tenant-status.ts';
import { setCondition } from '#core/model/conditions.ts';
import { isDeepEqual } from '#core/model/deep-equal.ts';
import { formatTime } from '#core/model/text/format-time.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import type { ApplicationSet } from '#core/resources/application-set.ts';
import { TENANT_LABEL, tenantNamespace } from '#core/resources/metadata.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { ControlPlane, ControlPlaneFailure } from '../ports/control-plane.port.ts';
import type { GitSource } from '../ports/sources/git-source.port.ts';
import { unreadableOf } from '../ports/unreadable-of.ts';
import type { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import { readConfigSources, type ConfigRead } from './read-config-sources.ts';

export interface TenantPorts {
  readonly controlPlane: ControlPlane;
  readonly git: GitSource;
  readonly credentials: RepositoryCredentials;
  readonly clock: Clock;
}

export interface TenantOutcome {
  /** Revisions of the config sources, by Repository key: a new commit there reads them again. */
  readonly followed: ReadonlyMap<string, ReadonlySet<string>>;
  readonly againInMs?: number | undefined;
}

const LOOK_AGAIN_MS = 1000;
const UNREADABLE_AGAIN_MS = 5000;

/** Gives a tenant its namespace and makes its ApplicationSets the ones in its config sources. */
export async function reconcileTenant(tenant: Tenant, ports: TenantPorts, signal: AbortSignal): Promise<TenantOutcome> {
  const { controlPlane } = ports;
  const sets = controlPlane.view('ApplicationSet');
  const repositories = controlPlane.view('Repository');
  if (!sets.complete || !repositories.complete) return { followed: new Map(), againInMs: LOOK_AGAIN_MS };
  const { name } = tenant.metadata;
  const namespace = tenantNamespace(name);
  if (tenant.status.namespace !== namespace)
    must(await controlPlane.ensureNamespace(namespace, { [TENANT_LABEL]: name }), `create namespace ${namespace}`);
  const read = await readConfigSources(tenant, { ...ports, repositories: repositories.list() }, signal);
  const existing = sets.list().filter(({ metadata }) => metadata.namespace === namespace);
  const inDoubt = read.unreadable.length > 0 || unreadableOf(namespace, sets).length > 0 ? undefined : read.inDoubt;
  const changes = compareAppSets({ tenant: name, read: read.sets, inDoubt, existing });
  await writeSets(namespace, changes, controlPlane);
  await markSources(existing, read, ports);
  await report(tenant, read, changes, ports);
  return { followed: read.followed, againInMs: read.unreadable.length > 0 ? UNREADABLE_AGAIN_MS : undefined };
}

async function writeSets(namespace: string, changes: SetChanges, controlPlane: ControlPlane): Promise<void> {
  for (const { name, body } of changes.apply) {
    must(
      await controlPlane.apply('ApplicationSet', { namespace, name }, body),
      `write ApplicationSet ${namespace}/${name}`,
    );
  }
  for (const { metadata } of changes.delete) {
    const { name, uid } = metadata;
    must(
      await controlPlane.delete('ApplicationSet', { namespace, name }, uid),
      `delete ApplicationSet ${namespace}/${name}`,
    );
  }
}

/** Tells each existing set whether the file it came from is still sound, so that people find the mistake where they look. */
async function markSources(
  existing: readonly ApplicationSet[],
  read: ConfigRead,
  { controlPlane, clock }: TenantPorts,
): Promise<void> {
  for (const set of existing) {
    const problems = read.problems.filter((problem) => concerns(problem, set, read)).map(describeProblem);
    const before = set.status.conditions?.find(({ type }) => type === 'SourceValid');
    if (problems.length === 0 && before?.status !== 'False') continue;
    const condition =
      problems.length === 0
        ? ({ type: 'SourceValid', status: 'True', reason: 'Valid', message: 'The file in git is sound.' } as const)
        : ({
            type: 'SourceValid',
            status: 'False',
            reason: 'Invalid',
            message: `${listBriefly(problems)}. The set stays as it was read last.`,
          } as const);
    const conditions = setCondition(before === undefined ? [] : [before], condition, formatTime(clock.now()));
    if (isDeepEqual(conditions, [before])) continue;
    const { namespace, name } = set.metadata;
    must(
      await controlPlane.applyStatus('ApplicationSet', { namespace, name }, 'nabe-config', { conditions }),
      `write the status of ApplicationSet ${namespace}/${name}`,
    );
  }
}

/** A set that was read soundly is not concerned by a mistake elsewhere in its file. */
function concerns(problem: { readonly file: string }, set: ApplicationSet, { sets }: ConfigRead): boolean {
  const isSound = sets.some(({ name }) => name === set.metadata.name);
  return !isSound && sourceFileOf(set) === problem.file;
}

async function report(
  tenant: Tenant,
  read: ConfigRead,
  { collisions }: SetChanges,
  { controlPlane, clock }: TenantPorts,
): Promise<void> {
  const problems = [...read.problems.map(describeProblem), ...collisions];
  const status = statusOfTenant(
    tenant,
    { unreadable: read.unreadable, problems, sets: read.sets.length },
    formatTime(clock.now()),
  );
  if (isDeepEqual(status, tenant.status)) return;
  const { name } = tenant.metadata;
  must(
    await controlPlane.applyStatus('Tenant', { namespace: '', name }, 'nabe-hub', status),
    `write the status of Tenant ${name}`,
  );
}

function must(
  written: { readonly ok: true } | { readonly ok: false; readonly failure: ControlPlaneFailure },
  what: string,
): void {
  if (written.ok || written.failure.kind === 'not-found') return;
  throw new Error(`cannot ${what}: ${written.failure.message}`);
}
