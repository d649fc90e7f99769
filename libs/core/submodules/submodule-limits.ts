/** Modules within modules, and all of them together: more is a mistake or an attack. */
const limits = { depth: 5, modules: 100 } as const;

/** The end of a sentence about a submodule that is one too many: at this depth (0 is the source itself), after as many others. */
export function findExcessSubmodule(depth: number, others: number): string | undefined {
  if (depth < limits.depth && others < limits.modules) return undefined;
  return `lies deeper than ${limits.depth} submodules, or is one of more than ${limits.modules}`;
}
