/** Bounds of what asking a code hosting service may cost. All have defaults. */
export interface ScmLimits {
  /** One request, from the name lookup to the last byte. Unit: milliseconds. */
  readonly requestDeadlineMs: number;
  /** One answer. Unit: bytes. A page of 100 GitHub repositories has about 600 KB. */
  readonly answerBytes: number;
  /** Pages of one list; a longer list is an error, never a shorter list. */
  readonly pages: number;
  /** Requests under way at once with one set of credentials at one host. GitHub asks for few. */
  readonly requestsInFlight: number;
  /** Further tries of a request that failed on the way. */
  readonly retries: number;
  /** So long an answer is shared with others who ask the same. Unit: milliseconds. */
  readonly shareMs: number;
  /** Answers kept to be asked for with If-None-Match. Unit: characters of their text. */
  readonly rememberedCharacters: number;
  /** Complete answers kept for the time a service limits requests, and paths known of commits. Unit: answers. */
  readonly rememberedAnswers: number;
}

export const defaultScmLimits: ScmLimits = {
  requestDeadlineMs: 30_000,
  answerBytes: 16 * 1024 * 1024,
  pages: 1000,
  requestsInFlight: 4,
  retries: 2,
  shareMs: 20_000,
  rememberedCharacters: 64 * 1024 * 1024,
  rememberedAnswers: 20_000,
};
