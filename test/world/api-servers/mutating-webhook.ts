import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { makeCertificates } from '../../fleet/git/access/local-certificates.ts';
import type { LocalCluster } from '../../fleet/kubernetes/local-cluster.ts';
import type { World } from '../world.ts';

interface AdmissionReview {
  readonly request: { readonly uid: string };
}

/** The label of the ConfigMaps that it changes. */
export const MUTATED_LABEL = 'mutate';

/**
 * An admission webhook that writes another value into `data.VALUE` of every ConfigMap with {@link MUTATED_LABEL}, at each write: as one does
 * that does not care what it did before.
 */
export class MutatingWebhook {
  readonly #server: Server;
  #reviews = 0;

  private constructor(key: string, cert: string) {
    this.#server = createServer({ key, cert }, (request, response) => void this.#review(request, response));
  }

  static async start(world: World, spoke: LocalCluster): Promise<MutatingWebhook> {
    const { ca, server } = await makeCertificates(join(world.fleet.folder, 'webhook'));
    const webhook = new MutatingWebhook(server.key, server.certificate);
    await new Promise<void>((resolve) => void webhook.#server.listen(0, '127.0.0.1', resolve));
    const path = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
    const { status, body } = await spoke.request('POST', path, webhook.#configuration(ca));
    if (status !== 201) throw new Error(`cannot register the webhook: ${JSON.stringify(body)}`);
    return webhook;
  }

  /** How many writes it has seen. */
  get reviews(): number {
    return this.#reviews;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }

  async #review(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const review: AdmissionReview = JSON.parse(await text(request));
    this.#reviews += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(this.#answer(review)));
  }

  #answer({ request: { uid } }: AdmissionReview): object {
    const operation = { op: 'add', path: '/data/VALUE', value: `webhook-${this.#reviews}` };
    const patch = Buffer.from(JSON.stringify([operation])).toString('base64');
    const response = { uid, allowed: true, patchType: 'JSONPatch', patch };
    return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response };
  }

  #configuration(ca: string): object {
    const address = this.#server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const webhook = {
      name: 'mutate.shop.example',
      clientConfig: { url: `https://127.0.0.1:${port}/`, caBundle: Buffer.from(ca).toString('base64') },
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['configmaps'] }],
      objectSelector: { matchLabels: { [MUTATED_LABEL]: 'true' } },
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      failurePolicy: 'Fail',
    };
    return {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: 'mutate' },
      webhooks: [webhook],
    };
  }
}
