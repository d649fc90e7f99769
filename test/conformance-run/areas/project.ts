import { AppProject } from '#core/app-projects/app-project.ts';
import {
  isAppNamespacePermitted,
  isDestinationPermitted,
  isResourcePermitted,
  isSourcePermitted,
  type ProjectCluster,
} from '#core/app-projects/judge-project.ts';
import { difference, type LineCase, lineCases } from '../line-cases.ts';

interface ProjectCase extends LineCase {
  readonly project: object;
  readonly check: 'source' | 'destination' | 'resource' | 'appNamespace';
  readonly input: {
    readonly repoURL?: string;
    readonly cluster?: ProjectCluster;
    readonly namespace?: string;
    readonly projectClusters?: readonly ProjectCluster[];
    readonly group?: string;
    readonly kind?: string;
    readonly name?: string;
    readonly namespaced?: boolean;
    readonly controllerNamespace?: string;
  };
  readonly allowed: boolean;
}

export const runProjectCases = lineCases<ProjectCase>((projectCase) =>
  difference(answerOf(projectCase), projectCase.allowed),
);

function answerOf({ project: document, check, input }: ProjectCase): boolean {
  const project = AppProject.parse(document);
  const { namespace = '', group = '', kind = '', name, namespaced = false } = input;
  switch (check) {
    case 'source':
      return isSourcePermitted(project, input.repoURL ?? '');
    case 'destination':
      return isDestinationPermitted(project, input.cluster, namespace, input.projectClusters);
    case 'resource':
      return isResourcePermitted(project, { group, kind, name, namespaced });
    case 'appNamespace':
      return isAppNamespacePermitted(project, namespace, input.controllerNamespace ?? project.metadata.namespace);
  }
}
