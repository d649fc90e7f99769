import { noAnswers } from '#core/generators/facts/answers.ts';
import type { Question } from '#core/generators/facts/question.ts';
import { questionKey } from '#core/generators/facts/question.ts';
import type { ClusterFact, Fact } from '#core/generators/facts.ts';
import type { FileGlobbing } from '#core/globs/choose-files.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import { tenantNamespace } from '#core/resources/metadata.ts';
import type { KeptAnswer } from '#core/status/describe-limits.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { forEachAtOnce } from '../loops/for-each-at-once.ts';
import type { ControlPlane, ResourceView } from '../ports/control-plane.port.ts';
import type { PluginService } from '../ports/generators/plugin.port.ts';
import type { ScmServices } from '../ports/generators/scm.port.ts';
import { GitTrees, type GitTreePorts } from './facts/git-trees.ts';
import { ObjectAnswers } from './facts/object-answers.ts';
import { PluginAnswers } from './facts/plugin-answers.ts';
import type { ObjectRef } from './object-interest.ts';
import { ScmAnswers } from './facts/scm-answers.ts';
import { TenantValues } from './facts/tenant-values.ts';

/** The world outside of clusters that the hub asks. */
export interface OutsideWorld {
  readonly scm: ScmServices;
  readonly plugins: PluginService;
  /** How patterns of git files are read, the same way for all sets. */
  readonly gitFileGlobbing: FileGlobbing;
}

export interface FactPorts extends Omit<GitTreePorts, 'repositories'>, OutsideWorld {
  readonly controlPlane: ControlPlane;
}

/** The registered clusters as a fact: complete only when every one of them could be read (law 3). */
function clusterFact(clusters: ResourceView<Cluster>): Fact<readonly ClusterFact[]> {
  if (!clusters.complete) return { complete: false, message: 'The list of clusters has not been read to its end yet.' };
  if (clusters.unreadable.size > 0) {
    const names = listBriefly([...clusters.unreadable].toSorted(), ', ');
    return {
      complete: false,
      message: `The list of clusters is not complete: the platform team has to correct Cluster ${names}.`,
    };
  }
  return { complete: true, value: clusters.list().map(toClusterFact) };
}

export function toClusterFact({ metadata: { name, labels, annotations }, spec }: Cluster): ClusterFact {
  return { name, server: spec.server, labels, annotations };
}

/** Questions fetched at once: most go to one service, which has limits of its own. */
const AT_ONCE = 8;

/**
 * Answers what the expansion of one set asks. Secrets and objects are read in the tenant's namespace only. Equal questions of one
 * expansion share one answer.
 */
export class SetFacts {
  readonly clusters: Fact<readonly ClusterFact[]>;
  readonly answers = noAnswers();
  private readonly trees: GitTrees;
  private readonly namespace: string;
  private readonly values: TenantValues;
  private readonly objects: ObjectAnswers;
  private readonly plugins: PluginAnswers;
  private readonly scm: ScmAnswers;

  constructor(tenant: Tenant, set: string, ports: FactPorts) {
    const { controlPlane } = ports;
    const namespace = tenantNamespace(tenant.metadata.name);
    const values = new TenantValues(namespace, controlPlane);
    this.namespace = namespace;
    this.values = values;
    this.clusters = clusterFact(controlPlane.view('Cluster'));
    this.trees = new GitTrees(tenant, { ...ports, repositories: controlPlane.view('Repository') });
    this.objects = new ObjectAnswers(namespace, values, controlPlane);
    this.plugins = new PluginAnswers(set, values, ports.plugins);
    this.scm = new ScmAnswers(ports.scm, values);
  }

  /** Revisions asked for, by Repository key: what the set follows. */
  get followed(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.trees.followed;
  }

  /** Objects that were read: a change of one may change the set. */
  get objectsRead(): readonly ObjectRef[] {
    const { namespace } = this;
    const configMaps = [...this.values.configMapsRead];
    return [
      ...configMaps.map((name) => ({ apiVersion: 'v1', resource: 'configmaps', namespace, name })),
      ...this.objects.listed,
    ];
  }

  /** Answers from before a service began to limit requests. */
  get kept(): readonly KeptAnswer[] {
    return this.scm.kept;
  }

  /** Adds the answers of these questions. One that is aborted has no answer. */
  async fetch(questions: readonly Question[], signal: AbortSignal): Promise<void> {
    await forEachAtOnce(questions, AT_ONCE, signal, (question) => this.answer(question, signal));
  }

  private answer(question: Question, signal: AbortSignal): Promise<void> {
    const { answers, trees, objects, plugins, scm } = this;
    const keep = async <T>(kept: Map<string, Fact<T>>, answer: Promise<Fact<T>>): Promise<void> => {
      kept.set(questionKey(question), await answer);
    };
    switch (question.kind) {
      case 'directories':
        return keep(answers.directories, trees.readDirectories(question.repoURL, question.revision, signal));
      case 'files':
        return keep(answers.files, trees.readFiles(question, signal));
      case 'configMap':
        return keep(answers.configMap, objects.configMap(question.name));
      case 'decisionResources':
        return keep(answers.decisionResources, objects.decisionResources(question));
      case 'pluginParameters':
        return keep(answers.pluginParameters, plugins.parameters(question, signal));
      case 'scmRepositories':
        return keep(answers.scmRepositories, scm.repositories(question, signal));
      case 'scmBranches':
        return keep(answers.scmBranches, scm.branches(question, signal));
      case 'scmPathExists':
        return keep(answers.scmPathExists, scm.pathExists(question, signal));
      case 'pullRequests':
        return keep(answers.pullRequests, scm.pullRequests(question, signal));
    }
  }
}
