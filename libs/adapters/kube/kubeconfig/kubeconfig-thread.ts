import { parentPort, workerData } from 'node:worker_threads';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { type KubeAccess, KubeconfigAccess, type KubeconfigChoice } from './read-access.ts';

/** What the thread says to each message: the access as it is now, or what is wrong with the kubeconfig. */
export type AccessAnswer = Result<KubeAccess, string>;

/** Entry point of the thread that reads one kubeconfig: any message in, {@link AccessAnswer}s out, the first one without being asked. */
async function serve(port: NonNullable<typeof parentPort>, choice: KubeconfigChoice): Promise<void> {
  let access: KubeconfigAccess | undefined;
  const answer = async (): Promise<AccessAnswer> => {
    try {
      access ??= new KubeconfigAccess(choice);
      return succeed(await access.read());
    } catch (error) {
      return fail(error instanceof Error ? error.message : String(error));
    }
  };
  port.on('message', () => void answer().then((read) => port.postMessage(read)));
  port.postMessage(await answer());
}

if (parentPort !== null) await serve(parentPort, workerData);
