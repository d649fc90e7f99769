import type { SelectedSource } from '../../manifests/select-files.ts';
import type { ApplicationSource } from '../../resources/application-source.ts';
import type { SourceFile } from './source-files.ts';

/** A directory or file of a source that a renderer may read, with everything below it. `id` is git's: equal for equal content. */
export interface SourcePart extends SourceFile {
  readonly id: string;
}

/** A file that is not in git as it stands: made from the Application's own fields, or put where the renderer looks for it. */
interface AddedFile extends SourceFile {
  readonly text: string;
}

/** A directory that the renderer sees at a second place too. */
export interface CopiedPart {
  readonly from: SourceFile;
  readonly to: SourceFile;
}

/** A chart that another chart depends on and that is not in git. */
export interface ChartDependency {
  readonly name: string;
  /** A version or a range. */
  readonly version: string;
  readonly repository: string;
  /** The `charts` folder that it belongs in. */
  readonly into: SourceFile;
}

/** Everything that decides what one source renders to, and what is needed to do it. Pure data: equal plans render equally. */
export type RenderPlan = DirectoryPlan | KustomizePlan | HelmPlan;

export interface DirectoryPlan {
  readonly kind: 'directory';
  /** As the Application has them. */
  readonly directory: NonNullable<ApplicationSource['directory']>;
  /** Which of the sources is read. */
  readonly position: number;
  readonly selected: SelectedSource;
  readonly parts: readonly SourcePart[];
}

interface WalledPlan {
  /** Which of the sources is rendered, and its cleaned path. */
  readonly root: SourceFile;
  readonly parts: readonly SourcePart[];
  readonly added: readonly AddedFile[];
}

export interface KustomizePlan extends WalledPlan {
  readonly kind: 'kustomize';
}

export interface HelmPlan extends WalledPlan {
  readonly kind: 'helm';
  readonly release: string;
  readonly namespace: string;
  /** In the order in which they win. */
  readonly valueFiles: readonly SourceFile[];
  /** Inline values, after all files; '' for none. */
  readonly values: string;
  /** `--set` and the like, complete but for the place of files. */
  readonly settings: readonly HelmSetting[];
  readonly flags: readonly string[];
  readonly kubeVersion: string | undefined;
  /** Undefined: the cluster's own. */
  readonly apiVersions: readonly string[] | undefined;
  /** Whether a repository's credentials go along to other hosts that it keeps charts on. */
  readonly passCredentials: boolean;
  readonly copies: readonly CopiedPart[];
  readonly dependencies: readonly ChartDependency[];
}

export type HelmSetting =
  | { readonly flag: '--set' | '--set-string'; readonly text: string }
  | { readonly flag: '--set-file'; readonly name: string; readonly file: SourceFile };
