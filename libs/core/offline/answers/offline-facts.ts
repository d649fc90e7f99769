import type { ClusterFact, Fact, Facts } from '#core/generators/facts.ts';
import type { GitFile, GitFilesRequest } from '#core/generators/facts/git-facts.ts';
import { type FileGlobbing, chooseFiles } from '#core/globs/choose-files.ts';
import type { InputObject } from '../input-objects.ts';
import { objectAnswers } from './object-answers.ts';
import { pullRequestAnswers } from './pull-request-answers.ts';
import type { RepositoryTree } from './repository-tree.ts';
import { scmAnswers } from './scm-answers.ts';
import type { WorldAnswers } from './world-answers.ts';

/** What the files of an offline command hold. Undefined is what was not given: asking for it fails the set. */
export interface OfflineInputs {
  readonly clusters: readonly ClusterFact[] | undefined;
  readonly objects: readonly InputObject[] | undefined;
  readonly answers: WorldAnswers | undefined;
  /** By URL, exactly as generators write it. Every revision shows the same tree. */
  readonly repositories: ReadonlyMap<string, RepositoryTree>;
  readonly gitFileGlobbing: FileGlobbing;
  readonly controlNamespace: string;
}

/** Answers the generators from files. */
export function offlineFacts(inputs: OfflineInputs): Facts {
  const { clusters, objects, answers = { missingRepositories: [] }, controlNamespace } = inputs;
  return {
    clusters: clusters ? complete(clusters) : incomplete('no clusters are given; name a file with --clusters FILE'),
    directories: (repoURL) => {
      const tree = inputs.repositories.get(repoURL);
      return tree ? complete(tree.directories) : noRepository(repoURL);
    },
    files: (request) => readFiles(inputs, request),
    ...objectAnswers(objects, controlNamespace),
    pluginParameters: ({ configMap }) => {
      const { plugins = {} } = answers;
      const answer = Object.hasOwn(plugins, configMap) ? plugins[configMap] : undefined;
      if (answer) return complete(answer.parameters);
      return incomplete(
        `what plugin ${configMap} answers is not given; put it below plugins in a file named with --facts FILE`,
      );
    },
    ...scmAnswers(answers.scmRepositories),
    pullRequests: pullRequestAnswers(answers),
  };
}

function readFiles({ repositories, gitFileGlobbing }: OfflineInputs, request: GitFilesRequest): Fact<GitFile[]> {
  const tree = repositories.get(request.repoURL);
  if (!tree) return noRepository(request.repoURL);
  const chosen = chooseFiles(tree.files, request.patterns, gitFileGlobbing);
  if (!chosen.ok) return incomplete(chosen.failure);
  const files: GitFile[] = [];
  for (const path of chosen.value) {
    const file = tree.read(path);
    if (file.kind === 'text') files.push({ path, text: file.text });
    else if (file.kind === 'unreadable') return incomplete(file.message);
    // Argo CD's newer globbing leaves such a link out; the older one would read it.
    else if (gitFileGlobbing === 'pathspec') return incomplete(`${path} is a link that leaves ${request.repoURL}`);
  }
  return complete(files);
}

function noRepository(repoURL: string): Fact<never> {
  return incomplete(`repository ${repoURL} is not given; name a checkout of it with --repo ${repoURL}=DIR`);
}

function complete<T>(value: T): Fact<T> {
  return { complete: true, value };
}

function incomplete(message: string): Fact<never> {
  return { complete: false, message };
}
