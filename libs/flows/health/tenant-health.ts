import { findJudge, type Judge } from '#core/health/find-judge.ts';
import type { Health } from '#core/health/health.ts';
import { readOwnRules } from '#core/health/rules/own-rules.ts';
import { type GroupKind, RuleBook } from '#core/health/rules/rule-book.ts';
import { canonicalJson } from '#core/model/canonical-json.ts';
import type { JsonObject } from '#core/model/json.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { HealthScripts } from '../ports/health-scripts.port.ts';
import { judgeObject } from './judge-object.ts';

interface KnownRules {
  /** The rules as text, to tell whether an update of the Tenant changed them. */
  readonly text: string;
  readonly book: RuleBook<Judge>;
}

const NO_RULES: KnownRules = { text: '[]', book: new RuleBook() };

/** Judges objects by the rules of the tenant they belong to, then by ours. */
export class TenantHealth {
  private readonly rules = new Map<string, KnownRules>();
  private readonly listeners = new Set<(isMeant: (kind: GroupKind) => boolean) => void>();
  private readonly controlPlane: ControlPlane;
  private readonly scripts: HealthScripts;
  private readonly unsubscribe: () => void;

  constructor(controlPlane: ControlPlane, scripts: HealthScripts) {
    this.controlPlane = controlPlane;
    this.scripts = scripts;
    const view = controlPlane.view('Tenant');
    for (const { metadata } of view.list()) this.read(metadata.name);
    this.unsubscribe = view.onChange(({ name }) => this.read(name));
  }

  stop(): void {
    this.unsubscribe();
  }

  /** Whether the status of a kind decides about the health of this tenant's objects. */
  hasHealth(tenant: string, kind: GroupKind): boolean {
    return findJudge(kind, this.rules.get(tenant)?.book) !== undefined;
  }

  /** As `judgeObject`. */
  judge(tenant: string, object: JsonObject): Health | undefined | Promise<Health | undefined> {
    return judgeObject(object, { tenant, book: this.rules.get(tenant)?.book }, this.scripts);
  }

  /** Calls when a tenant's rules have changed, with the kinds that may be judged anew. Answers a function that ends this. */
  onChange(listener: (isMeant: (kind: GroupKind) => boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private read(tenant: string): void {
    const rules = this.controlPlane.view('Tenant').get({ namespace: '', name: tenant })?.spec.healthRules ?? [];
    const text = canonicalJson(rules);
    const before = this.rules.get(tenant) ?? NO_RULES;
    if (text === before.text) return;
    const book = readOwnRules(rules, tenant);
    if (rules.length === 0) this.rules.delete(tenant);
    else this.rules.set(tenant, { text, book });
    const isMeant = (kind: GroupKind) => isIn(before.book, kind) || isIn(book, kind);
    for (const listener of this.listeners) listener(isMeant);
  }
}

function isIn(book: RuleBook<Judge>, kind: GroupKind): boolean {
  return book.exact(kind) !== undefined || book.like(kind) !== undefined;
}
