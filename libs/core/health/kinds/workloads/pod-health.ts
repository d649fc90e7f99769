import { z } from 'zod';
import { conditions, count, defineCheck, listOf, section, text } from '../../define-check.ts';
import { type Health, health } from '../../health.ts';

const Terminated = z.object({ exitCode: count, reason: text, message: text });

const ContainerStatus = z.object({
  name: text,
  state: section({ waiting: z.object({ reason: text, message: text }).nullish(), terminated: Terminated.nullish() }),
  lastState: section({ terminated: Terminated.nullish() }),
});

const Pod = z.object({
  metadata: section({ annotations: z.record(z.string(), z.string()).nullish() }),
  spec: section({ restartPolicy: text }),
  status: section({
    phase: text,
    message: text,
    containerStatuses: listOf(ContainerStatus),
    initContainerStatuses: listOf(ContainerStatus),
    conditions,
  }),
});
type Pod = z.output<typeof Pod>;

/**
 * A pod meant to run on has to be ready; one meant to end is Progressing until it does. Container errors count only for the
 * former: for the latter they may still pass, and calling them Degraded would end a hook before its time.
 */
export const podHealth = defineCheck({
  apiVersions: ['v1'],
  fields: Pod,
  judge: (pod) => {
    const { phase, message } = pod.status;
    const stuck = isMeantToRunOn(pod) ? findContainerErrors(pod) : [];
    if (stuck.length > 0) return health('Degraded', stuck.join(', '));
    if (phase === 'Pending') return health('Progressing', message);
    if (phase === 'Succeeded') return health('Healthy', message);
    if (phase === 'Failed') return health('Degraded', message || findExitMessage(pod));
    if (phase === 'Running') return judgeRunning(pod);
    return health('Unknown', message);
  },
});

function judgeRunning(pod: Pod): Health {
  const { message, containerStatuses } = pod.status;
  if (!isMeantToRunOn(pod)) return health(isMeantToEnd(pod) ? 'Progressing' : 'Unknown', message);
  const ready = pod.status.conditions.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return health('Healthy', message);
  const restarted = containerStatuses.some(({ lastState }) => lastState.terminated);
  return health(restarted ? 'Degraded' : 'Progressing', message);
}

function findContainerErrors({ status }: Pod): string[] {
  return status.containerStatuses.flatMap(({ state: { waiting } }) => {
    return waiting && /^Err|Error$|BackOff$/.test(waiting.reason) ? [waiting.message] : [];
  });
}

function findExitMessage({ status }: Pod): string {
  const messages = [...status.initContainerStatuses, ...status.containerStatuses].map(
    ({ name, state: { terminated } }) => {
      if (!terminated) return '';
      if (terminated.message !== '') return terminated.message;
      if (terminated.reason === 'OOMKilled') return terminated.reason;
      return terminated.exitCode === 0
        ? ''
        : `container ${JSON.stringify(name)} failed with exit code ${terminated.exitCode}`;
    },
  );
  return messages.find((message) => message !== '') ?? '';
}

function isMeantToEnd({ spec: { restartPolicy } }: Pod): boolean {
  return restartPolicy === 'Never' || restartPolicy === 'OnFailure';
}

/** By its restart policy, or because an annotation says so of a pod that is no hook. */
function isMeantToRunOn({ metadata, spec }: Pod): boolean {
  if (spec.restartPolicy === 'Always') return true;
  const annotations = metadata.annotations ?? {};
  return annotations['argocd.argoproj.io/ignore-restart-policy'] === 'true' && !isHook(annotations);
}

function isHook(annotations: Readonly<Record<string, string>>): boolean {
  const hook = annotations['argocd.argoproj.io/hook'];
  if (hook !== undefined) return hook.trim() !== 'Skip';
  const helmHook = annotations['helm.sh/hook'];
  return helmHook !== undefined && helmHook !== 'crd-install';
}
