/** How one case of the corpus went. */
export interface CaseOutcome {
  readonly name: string;
  /** `not-run`: this version has not got what the case asks for; `why` says what. */
  readonly verdict: 'passed' | 'failed' | 'not-run';
  readonly why?: string;
}

/** Runs all cases of one area's folder, in the order of their names. */
export type AreaRunner = (folder: string) => Promise<readonly CaseOutcome[]>;

/** Runs one case; a surprise is its failure and stops no other. `check` answers what is wrong, or undefined. */
export async function runCase(
  name: string,
  check: () => Promise<string | undefined> | string | undefined,
): Promise<CaseOutcome> {
  try {
    const why = await check();
    return why === undefined ? { name, verdict: 'passed' } : { name, verdict: 'failed', why };
  } catch (error) {
    return { name, verdict: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
