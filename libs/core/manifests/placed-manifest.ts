import type { Manifest } from '#core/model/objects/manifest.ts';

/** Where a document stands: `file` relative to the repository's root, `line` its first line with content, from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A manifest and the place it was read from, so that every later error can name it. */
export interface PlacedManifest extends Place {
  readonly manifest: Manifest;
  /** Which of several sources it is from; absent where there is one. */
  readonly source?: number | undefined;
}

/** One thing a repository has to change. `message` is a sentence without the place. */
export interface ManifestProblem extends Place {
  readonly message: string;
}

/** `apps/web/deployment.yaml:12`, the form editors and terminals open with a click. */
export function formatPlace({ file, line }: Place): string {
  return `${file}:${line}`;
}

/** `apps/web/deployment.yaml:12: the document has no kind`. */
export function describeProblem(problem: ManifestProblem): string {
  return `${formatPlace(problem)}: ${problem.message}`;
}
