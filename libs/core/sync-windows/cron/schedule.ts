/** A cron schedule: which minutes, hours and days are met. */
export interface Schedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  /** From 1. */
  readonly months: ReadonlySet<number>;
  /** Sunday is 0. */
  readonly daysOfWeek: ReadonlySet<number>;
  /** Cron's old rule: where one of the two day fields is a star, a day has to meet both; else one of them is enough. */
  readonly isEveryDayField: boolean;
  /** IANA zone that the schedule names itself (`TZ=Asia/Tokyo 0 10 * * *`). */
  readonly timeZone?: string | undefined;
}
