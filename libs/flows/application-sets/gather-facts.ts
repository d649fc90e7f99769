import type { Question } from '#core/generators/facts/question.ts';
import { questionKey } from '#core/generators/facts/question.ts';
import type { ClusterFact, Fact } from '#core/generators/facts.ts';
import type { FileGlobbing } from '#core/globs/choose-files.ts';
import { listBriefly } from '#core/model/list-briefly.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import { tenantNamespace } from '#core/resources/metadata.ts';
import type { KeptAnswer } from '#core/status/describe-limits.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { forEachAtOnce } from '../loops/for-each-at-once.ts';
import type { ControlPlane, ResourceView } from '../ports/control-plane.port.ts';
import type { PluginService } from '../ports/plugin.port.ts';
import type { ScmServices } from '../ports/scm.port.ts';
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
  /** By question key. */
  readonly answers = new Map<string, Fact<unknown>>();
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
    await forEachAtOnce(questions, AT_ONCE, signal, async (question) => {
      const answer = await this.answer(question, signal);
      this.answers.set(questionKey(question), answer);
    });
  }

  private answer(question: Question, signal: AbortSignal): Promise<Fact<unknown>> {
    switch (question.kind) {
      case 'directories':
        return this.trees.readDirectories(question.repoURL, question.revision, signal);
      case 'files':
        return this.trees.readFiles(question, signal);
      case 'configMap':
        return this.objects.configMap(question.name);
      case 'decisionResources':
        return this.objects.decisionResources(question);
      case 'pluginParameters':
        return this.plugins.parameters(question, signal);
      case 'scmRepositories':
        return this.scm.repositories(question, signal);
      case 'scmBranches':
        return this.scm.branches(question, signal);
      case 'scmPathExists':
        return this.scm.pathExists(question, signal);
      case 'pullRequests':
        return this.scm.pullRequests(question, signal);
    }
  }
}
