import { assessHealth, isBeingDeleted, kindOf } from '#core/health/assess-health.ts';
import { findJudge, type Judge } from '#core/health/find-judge.ts';
import { type Health, health } from '#core/health/health.ts';
import type { RuleBook } from '#core/health/rules/rule-book.ts';
import type { JsonObject } from '#core/model/json.ts';
import { endSentence } from '#core/status/end-sentence.ts';
import type { HealthScripts } from '../ports/health-scripts.port.ts';

/** The rules a tenant brings, and whose they are. */
export interface TenantRules {
  readonly tenant: string;
  readonly book?: RuleBook<Judge> | undefined;
}

/**
 * As `assessHealth`, by the tenant's rules before ours; a promise where a script has to be run. A script that fails makes the
 * object Unknown. Never throws nor rejects.
 */
export function judgeObject(
  object: JsonObject,
  { tenant, book }: TenantRules,
  scripts: HealthScripts,
): Health | undefined | Promise<Health | undefined> {
  const kind = kindOf(object);
  if (kind === undefined || isBeingDeleted(object)) return assessHealth(object);
  const judge = findJudge(kind, book);
  if (judge === undefined) return undefined;
  return 'check' in judge ? judge.check(object) : askScript(judge.script, object, tenant, scripts);
}

async function askScript(
  script: string,
  object: JsonObject,
  tenant: string,
  scripts: HealthScripts,
): Promise<Health | undefined> {
  const answer = await scripts.judge(script, object);
  if (answer.ok) return answer.value;
  const advice = `The platform team has to correct it in spec.healthRules of Tenant ${tenant}.`;
  return health('Unknown', `Its health script fails: ${endSentence(answer.failure)} ${advice}`);
}
