import type { HealthRule } from '../../../rules/health-rule.ts';
import { decidedBy } from '../../../rules/decided-condition.ts';

const phase = "status.text('phase')";
/** A paused object is left alone, whatever it was before. Each has a spec: one without is read as broken. */
const isPaused = 'object.spec.?paused.orValue(false) == true';
const notReady = "conditions.filter(c, c.type == 'Ready' && c.status == 'False')";

/**
 * Cluster API: https://cluster-api.sigs.k8s.io/developer/providers/contracts/overview, phases and conditions; its provider for AWS:
 * https://cluster-api-aws.sigs.k8s.io/.
 */
export const clusterApiRules: readonly HealthRule[] = [
  {
    kinds: ['cluster.x-k8s.io/Cluster'],
    // Info means that nothing is wrong yet.
    let: { phase, notReady, failing: "notReady.filter(c, c.?severity.orValue('') != 'Info')" },
    cases: [
      { when: isPaused, status: 'Suspended', message: 'Paused' },
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: 'failing[0].message',
        message: 'Ready is False',
      },
      { when: "phase == 'Provisioned'", status: 'Healthy', message: 'Running' },
      { when: "phase == 'Failed'", status: 'Degraded', message: 'Provisioning has failed' },
    ],
    otherwise: {
      status: 'Progressing',
      messageExpression: "size(notReady) > 0 ? notReady[0].message : ''",
      message: 'Waiting for the cluster',
    },
  },
  {
    kinds: ['cluster.x-k8s.io/Machine'],
    let: { phase, notReady, why: "size(notReady) > 0 ? notReady[0].message : ''" },
    cases: [
      { when: "phase == 'Running'", status: 'Healthy', message: 'Running' },
      { when: "phase == 'Failed'", status: 'Degraded', messageExpression: 'why', message: 'Failed' },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'why', message: 'Waiting for the machine' },
  },
  {
    kinds: ['cluster.x-k8s.io/MachineDeployment'],
    let: { phase },
    cases: [
      { when: isPaused, status: 'Suspended', message: 'Paused' },
      { when: "phase == 'Running'", status: 'Healthy', message: 'Running' },
      { when: "phase == 'Failed'", status: 'Degraded', message: 'Failed' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its machines' },
  },
  {
    kinds: ['cluster.x-k8s.io/MachinePool'],
    let: { phase, why: "conditions.filter(c, c.status == 'False').map(c, 'not ' + c.type).join(', ')" },
    cases: [
      {
        when: "phase in ['Running', 'Scaling']",
        status: 'Healthy',
        messageExpression: "why == '' ? phase : phase + ': ' + why",
      },
      {
        when: "phase in ['Failed', 'Unknown']",
        status: 'Degraded',
        messageExpression: "why == '' ? phase : phase + ': ' + why",
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'why', message: 'Waiting for its machines' },
  },
  {
    kinds: ['cluster.x-k8s.io/MachineHealthCheck'],
    cases: [
      { when: '!has(status.currentHealthy)', status: 'Progressing', message: 'Waiting for its first count' },
      {
        when: 'status.currentHealthy == status.?expectedMachines.orValue(null)',
        status: 'Healthy',
        message: 'Every machine is healthy',
      },
    ],
    otherwise: { status: 'Degraded', message: 'Some machines are not healthy' },
  },
  {
    kinds: ['addons.cluster.x-k8s.io/ClusterResourceSet'],
    ...decidedBy('ResourcesApplied'),
    otherwise: { status: 'Progressing', message: 'Waiting until its resources are applied' },
  },
  {
    kinds: ['controlplane.cluster.x-k8s.io/AWSManagedControlPlane'],
    let: {
      errors: "status.?conditions.orValue([]).filter(c, c.text('status') == 'False' && c.text('severity') == 'Error')",
      // An error that says nothing cannot be judged, unless the control plane was ready before it.
      decisive:
        "status.?conditions.orValue([]).filter(c, (c.text('type') == 'Ready' && c.text('status') == 'True') || (c in errors && !has(c.message)))",
    },
    cases: [
      { when: "size(decisive) > 0 && decisive[0].status == 'True'", status: 'Healthy', message: 'Ready' },
      { when: 'size(decisive) > 0', status: 'Unknown', message: 'a condition in error has no message' },
      {
        when: 'size(errors) > 0',
        status: 'Degraded',
        messageExpression: "errors.map(c, c.text('message')).join(' ')",
        message: 'A condition is in error',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the control plane' },
  },
];
