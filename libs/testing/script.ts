interface Row<F> {
  readonly start: string;
  readonly failure: F;
  left: number;
}

/** Failures that a test scripts: the next requests whose text starts with a given one fail. */
export class Script<F> {
  private readonly rows: Row<F>[] = [];

  /** `times` defaults to for ever. */
  failOn(start: string, failure: F, times = Number.POSITIVE_INFINITY): void {
    this.rows.push({ start, failure, left: times });
  }

  clear(): void {
    this.rows.length = 0;
  }

  take(request: string): F | undefined {
    const row = this.rows.find(({ start, left }) => left > 0 && request.startsWith(start));
    if (row !== undefined) row.left -= 1;
    return row?.failure;
  }
}
