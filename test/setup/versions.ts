/** The three sets of programs that set-up builds when they are found nowhere; each has a go.mod and go.sum of its own under `modules/`. */
type ModuleName = 'kube' | 'etcd' | 'kwok';

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
  /** Measured on two cores with nothing cached; told to the one who waits. */
  readonly minutes: number;
}

const kubernetesVersion = 'v1.36.3';

export const goModules: readonly GoModule[] = [
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
