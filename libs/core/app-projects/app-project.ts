import { z } from 'zod';
import type { FileProblem } from '#core/appset-files/file-problem.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { type InputObject, problemAt } from '#core/offline/input-objects.ts';

const Destination = z.looseObject({
  server: z.string().default(''),
  name: z.string().default(''),
  namespace: z.string().default(''),
});

const KindRule = z.looseObject({
  group: z.string().default(''),
  kind: z.string().default(''),
  /** Glob over names, of cluster-scoped kinds only; every name when empty. */
  name: z.string().default(''),
});

const SyncWindow = z.looseObject({
  kind: z.string().default(''),
  schedule: z.string().default(''),
  duration: z.string().default(''),
  applications: z.array(z.string()).optional(),
  namespaces: z.array(z.string()).optional(),
  clusters: z.array(z.string()).optional(),
  andOperator: z.boolean().optional(),
  manualSync: z.boolean().optional(),
  syncOverrun: z.boolean().optional(),
  timeZone: z.string().optional(),
  description: z.string().optional(),
});

const Spec = z.looseObject({
  sourceRepos: z.array(z.string()).nullish(),
  destinations: z.array(Destination).nullish(),
  sourceNamespaces: z.array(z.string()).nullish(),
  clusterResourceWhitelist: z.array(KindRule).nullish(),
  clusterResourceBlacklist: z.array(KindRule).nullish(),
  /** Absent means every kind; an empty list means none. */
  namespaceResourceWhitelist: z.array(KindRule).nullish(),
  namespaceResourceBlacklist: z.array(KindRule).nullish(),
  permitOnlyProjectScopedClusters: z.boolean().nullish(),
  syncWindows: z.array(SyncWindow).nullish(),
});

/** An Argo CD AppProject, as far as it says what may be deployed, from where, to where and when. */
export const AppProject = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string().default('') }),
  spec: Spec.default({}),
});
export type AppProject = z.infer<typeof AppProject>;
export type ProjectSpec = AppProject['spec'];
export type ProjectKindRule = z.infer<typeof KindRule>;
export type ProjectDestination = z.infer<typeof Destination>;

/** The one AppProject among the objects of a file. Fails with every field that does not fit. */
export function readAppProject(objects: readonly InputObject[], file: string): Result<AppProject, FileProblem[]> {
  const projects = objects.filter(({ value }) => value['kind'] === 'AppProject');
  const [project] = projects;
  if (project === undefined || projects.length > 1) {
    const message = `one AppProject expected, but the file holds ${projects.length === 0 ? 'none' : projects.length}`;
    return fail([{ file, line: 1, column: 1, message }]);
  }
  const parsed = AppProject.safeParse(project.value);
  if (parsed.success) return succeed(parsed.data);
  return fail(parsed.error.issues.map(({ path, message }) => problemAt(project, path, message)));
}
