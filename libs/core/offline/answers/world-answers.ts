import { z } from 'zod';
import type { FileProblem } from '#core/appset-files/file-problem.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { type InputObject, problemAt } from '../input-objects.ts';

const Texts = z.array(z.string()).default([]);

const Branch = z.strictObject({ name: z.string(), sha: z.string(), paths: z.array(z.string()).optional() });

const ScmRepositoryAnswer = z.strictObject({
  organization: z.string(),
  repository: z.string(),
  repositoryId: z.union([z.number(), z.string()]),
  url: z.string(),
  branches: z.array(Branch).default([]),
  labels: Texts,
  paths: Texts,
});

const PullRequestAnswer = z.strictObject({
  owner: z.string().optional(),
  repo: z.string().optional(),
  number: z.number().int(),
  title: z.string(),
  branch: z.string(),
  targetBranch: z.string(),
  headSHA: z.string(),
  labels: Texts,
  author: z.string(),
});

const PluginAnswer = z.strictObject({ parameters: z.array(z.record(z.string(), z.json())) });

const WorldAnswersDocument = z.strictObject({
  scmRepositories: z.array(ScmRepositoryAnswer).optional(),
  pullRequests: z.array(PullRequestAnswer).optional(),
  missingRepositories: Texts,
  plugins: z.record(z.string(), PluginAnswer).optional(),
});

/**
 * What code hosts and plugins answer, written down so that a preview is repeatable. A section that is absent was not asked
 * for: a generator that needs it fails instead of getting an empty list (law 3).
 */
export type WorldAnswers = z.infer<typeof WorldAnswersDocument>;
export type ScmRepositoryAnswer = z.infer<typeof ScmRepositoryAnswer>;
export type PullRequestAnswer = z.infer<typeof PullRequestAnswer>;

/** Reads the one document of a file of facts. Fails with every problem of it. */
export function readWorldAnswers(objects: readonly InputObject[]): Result<WorldAnswers, FileProblem[]> {
  const [object, second] = objects;
  if (!object) return succeed({ missingRepositories: [] });
  if (second) return fail([problemAt(second, [], 'a second document: a file of facts holds one')]);
  const parsed = WorldAnswersDocument.safeParse(object.value);
  if (parsed.success) return succeed(parsed.data);
  return fail(
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => problemAt(object, [...issue.path, key], 'unknown field'))
        : [problemAt(object, issue.path, issue.message)],
    ),
  );
}
