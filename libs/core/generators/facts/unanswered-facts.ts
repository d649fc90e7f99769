import type { Facts } from '../facts.ts';

/** Answers nothing: what an answerer starts from when it knows only some of the world. */
export const unansweredFacts: Facts = {
  clusters: unread('the list of clusters'),
  directories: () => unread('directories of git'),
  files: () => unread('files of git'),
  configMap: () => unread('ConfigMaps'),
  decisionResources: () => unread('decision resources'),
  pluginParameters: () => unread('answers of plugins'),
  scmRepositories: () => unread('repositories of code hosts'),
  scmBranches: () => unread('branches of code hosts'),
  scmPathExists: () => unread('paths of code hosts'),
  pullRequests: () => unread('pull requests'),
};

function unread(what: string): { readonly complete: false; readonly message: string } {
  return {
    complete: false,
    message: `The hub of this version does not read ${what} yet; use another generator until it does.`,
  };
}
