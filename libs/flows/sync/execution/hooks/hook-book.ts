import { hookId, intentOf, type HookRecord } from '#core/plan/hooks/hook-record.ts';
import type { HookStep } from '#core/plan/plan.ts';

/** What an Application remembers of its hooks when an execution begins. */
export interface HookState {
  /** The run that is executed; what other runs left behind is known, too. */
  readonly run: string;
  readonly records: readonly HookRecord[];
}

/** For plans without hooks. */
export const NO_HOOKS: HookState = { run: '', records: [] };

/** The hooks of an Application as they are while an execution goes on. */
export class HookBook {
  readonly run: string;
  private readonly records: Map<string, HookRecord>;

  constructor({ run, records }: HookState) {
    this.run = run;
    this.records = new Map(records.map((record) => [hookId(record), record]));
  }

  /** What this run has done of a hook so far. */
  find({ key, phase }: HookStep): HookRecord | undefined {
    const record = this.records.get(hookId({ ...key, phase }));
    return record?.run === this.run ? record : undefined;
  }

  start(step: HookStep, uid: string): void {
    const record = { ...intentOf(step, this.run), uid };
    this.records.set(hookId(record), record);
  }

  end({ key, phase }: HookStep, outcome: 'Succeeded' | 'Failed'): void {
    const id = hookId({ ...key, phase });
    const record = this.records.get(id);
    if (record !== undefined) this.records.set(id, { ...record, outcome });
  }

  forget(record: HookRecord): void {
    this.records.delete(hookId(record));
  }

  list(): HookRecord[] {
    return [...this.records.values()];
  }
}
