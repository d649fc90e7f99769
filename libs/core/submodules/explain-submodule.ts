import type { SourceTree } from '../manifests/source/source-tree.ts';

/** Why there is nothing at a path because it is, or lies in, a submodule that nobody has fetched; words after the path. */
export function explainSubmodule(tree: SourceTree, path: string): string | undefined {
  const module = tree.submoduleAt(path);
  if (module === undefined) return undefined;
  const where = module.path === path ? 'is a submodule' : `lies in the submodule ${JSON.stringify(module.path)}`;
  const why = module.refusal ?? 'is not fetched: set spec.submodules of its Repository (for nabe render: --submodules)';
  return `${where}, which ${why}`;
}
