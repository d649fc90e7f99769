/**
 * What kwok does to nodes and pods, in kwok's Stage language (kwok.x-k8s.io/v1alpha1): a node becomes Ready, a pod that was given
 * to a node runs and is ready at once, a Job's pod completes, a deleted pod goes. kwok 0.8 has no stages built in: without this
 * file it refuses to start.
 */
export const kwokStages = [
  stage('node-ready', 'Node', [conditionIsNot('Ready', 'True')], { statusTemplate: nodeStatus() }),
  stage('pod-ready', 'Pod', [notDeleted(), phaseIs('Pending'), conditionIsNot('Ready', 'True')], {
    statusTemplate: podStatus(),
  }),
  stage('pod-complete', 'Pod', [notDeleted(), phaseIs('Running'), ownedByJob()], {
    statusTemplate: completedPodStatus(),
  }),
  stage('pod-delete', 'Pod', [deleted()], { delete: true }),
]
  .map((document) => JSON.stringify(document))
  .join('\n---\n');

interface Match {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

function stage(name: string, kind: string, matchExpressions: Match[], next: object): object {
  const spec = { resourceRef: { apiGroup: 'v1', kind }, selector: { matchExpressions }, next };
  return { apiVersion: 'kwok.x-k8s.io/v1alpha1', kind: 'Stage', metadata: { name }, spec };
}

function conditionIsNot(type: string, status: string): Match {
  return { key: `.status.conditions.[] | select( .type == "${type}" ) | .status`, operator: 'NotIn', values: [status] };
}

function phaseIs(phase: string): Match {
  return { key: '.status.phase', operator: 'In', values: [phase] };
}

function ownedByJob(): Match {
  return { key: '.metadata.ownerReferences.[].kind', operator: 'In', values: ['Job'] };
}

function deleted(): Match {
  return { key: '.metadata.deletionTimestamp', operator: 'Exists' };
}

function notDeleted(): Match {
  return { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' };
}

function nodeStatus(): string {
  return `
conditions:
{{ range NodeConditions }}
- { type: {{ .type | Quote }}, status: {{ .status | Quote }}, reason: {{ .reason | Quote }}, message: {{ .message | Quote }}, lastHeartbeatTime: {{ Now | Quote }}, lastTransitionTime: {{ Now | Quote }} }
{{ end }}
addresses:
- { type: InternalIP, address: {{ NodeIP | Quote }} }
allocatable: { cpu: 1k, memory: 1Ti, pods: 100k }
capacity: { cpu: 1k, memory: 1Ti, pods: 100k }
nodeInfo: { architecture: amd64, operatingSystem: linux, kubeletVersion: kwok, kubeProxyVersion: kwok, containerRuntimeVersion: kwok, kernelVersion: kwok, osImage: kwok, bootID: "", machineID: "", systemUUID: "" }
`;
}

function podStatus(): string {
  return `
{{ $now := Now }}
phase: Running
startTime: {{ $now | Quote }}
conditions:
{{ range $type := list "Initialized" "ContainersReady" "Ready" }}
- { type: {{ $type | Quote }}, status: "True", lastTransitionTime: {{ $now | Quote }} }
{{ end }}
{{ range .spec.readinessGates }}
- { type: {{ .conditionType | Quote }}, status: "True", lastTransitionTime: {{ $now | Quote }} }
{{ end }}
initContainerStatuses:
{{ range .spec.initContainers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: true
  restartCount: 0
  {{ if eq .restartPolicy "Always" }}
  started: true
  state: { running: { startedAt: {{ $now | Quote }} } }
  {{ else }}
  state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }} } }
  {{ end }}
{{ end }}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: true
  started: true
  restartCount: 0
  state: { running: { startedAt: {{ $now | Quote }} } }
{{ end }}
{{ with PodIPsWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) }}
podIP: {{ index . 0 | Quote }}
podIPs:
{{ range . }}
- ip: {{ . | Quote }}
{{ end }}
{{ end }}
`;
}

function completedPodStatus(): string {
  return `
{{ $now := Now }}
phase: Succeeded
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: false
  started: false
  restartCount: 0
  state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }} } }
{{ end }}
`;
}
