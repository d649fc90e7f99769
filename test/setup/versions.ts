/** The sets of programs that set-up builds when they are found nowhere; each has a go.mod and go.sum of its own under `modules/`. */
type ModuleName = 'kube' | 'etcd' | 'kwok' | 'helm' | 'kustomize' | 'sops';

export interface GoModule {
  readonly name: ModuleName;
  /** For people. */
  readonly title: string;
  /** Folder under `modules/` with the pinned go.mod and go.sum. */
  readonly folder: string;
  /** The version that go.mod pins, with its leading v. */
  readonly version: string;
  /** Oldest version that demo and tests work with; older programs found on the machine are passed over. */
  readonly oldest: string;
  /** Program name -> Go package. The programs of one module are used from one place only, never mixed. */
  readonly programs: Readonly<Record<string, string>>;
  /** Linker flags besides `-s -w`; without them the Kubernetes programs do not know their own version. */
  readonly linkerFlags: readonly string[];
  /** What to call a program with to be told its version; `--version` when absent. */
  readonly versionArguments?: readonly string[];
  /** Measured on two cores with nothing cached; told to the one who waits. */
  readonly minutes: number;
}

const kubernetesVersion = 'v1.36.3';

/** What the local fleet runs. */
export const fleetModules: readonly GoModule[] = [
  {
    name: 'etcd',
    title: 'etcd',
    folder: 'etcd',
    version: 'v3.7.3',
    oldest: '3.5.0',
    programs: { etcd: 'go.etcd.io/etcd/server/v3' },
    linkerFlags: [],
    minutes: 1,
  },
  {
    name: 'kwok',
    title: 'kwok',
    folder: 'kwok',
    version: 'v0.8.0',
    oldest: '0.7.0',
    programs: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' },
    linkerFlags: [],
    minutes: 3,
  },
  {
    name: 'kube',
    title: 'Kubernetes',
    folder: 'kubernetes',
    version: kubernetesVersion,
    oldest: '1.30.0',
    programs: {
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
    },
    linkerFlags: Object.entries({
      gitVersion: kubernetesVersion,
      gitMajor: '1',
      gitMinor: '36',
      gitTreeState: 'clean',
      gitCommit: '0'.repeat(40),
      buildDate: '1970-01-01T00:00:00Z',
    }).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`),
    minutes: 10,
  },
];

const kustomizeVersion = 'v5.8.2';
const helmVersion = 'v4.3.1';

/** What workers render with; the tests need them, the demo does not. All are linked statically, as the render sandbox wants them. */
export const rendererModules: readonly GoModule[] = [
  {
    name: 'kustomize',
    title: 'Kustomize',
    folder: 'kustomize',
    version: kustomizeVersion,
    oldest: '5.8.0',
    programs: { kustomize: 'sigs.k8s.io/kustomize/kustomize/v5' },
    linkerFlags: [`-X sigs.k8s.io/kustomize/api/provenance.version=${kustomizeVersion}`],
    versionArguments: ['version'],
    minutes: 1,
  },
  {
    name: 'helm',
    title: 'Helm',
    folder: 'helm',
    version: helmVersion,
    oldest: '4.0.0',
    programs: { helm: 'helm.sh/helm/v4/cmd/helm' },
    linkerFlags: [`-X helm.sh/helm/v4/internal/version.version=${helmVersion}`],
    versionArguments: ['version'],
    minutes: 3,
  },
  {
    name: 'sops',
    title: 'SOPS',
    folder: 'sops',
    version: 'v3.13.3',
    oldest: '3.9.0',
    programs: { sops: 'github.com/getsops/sops/v3/cmd/sops' },
    linkerFlags: [],
    versionArguments: ['--version', '--disable-version-check'],
    minutes: 2,
  },
];
