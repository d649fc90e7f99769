import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { type ReadDelivery, readDelivery } from '#core/webhooks/read-delivery.ts';
import { expectedProblem } from '../api/expected-problem.ts';
import { formatProblem, INTERNAL_ERROR, PROBLEM_TYPE, ProblemError } from '../api/problem.ts';
import { BODY_LIMIT, type DoorOptions, refuseBeforeReading } from './refuse-before-reading.ts';

const METHODS = ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

export interface WebhookRouteOptions extends DoorOptions {
  /** Called when the answer is on its way; must not throw. */
  readonly onDelivery: (read: ReadDelivery) => void;
  /** The HTTP status of each refusal; 500 is a surprise. */
  readonly onRefusal: (status: number, error: unknown) => void;
}

/**
 * `POST /api/webhook`, one address for all services. Whatever can be read as a delivery gets the same answer before anything is looked
 * up: neither its words nor its time show whether a repository is registered or a secret right. What is wrong with the request itself is
 * said. Not a controller: it needs the bytes of the body, and refuses before reading them.
 */
export function addWebhookRoute(adapter: FastifyAdapter, options: WebhookRouteOptions): void {
  adapter.getInstance().register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.addHook('onRequest', async (request, reply) => refuseBeforeReading(request, reply, options));
    // Nest's filter reaches its own routes only.
    scope.setErrorHandler(async (error, _request, reply) => {
      const problem = expectedProblem(error) ?? INTERNAL_ERROR;
      options.onRefusal(problem.status, error);
      return reply.code(problem.status).type(PROBLEM_TYPE).send(formatProblem(problem));
    });
    scope.route({
      method: METHODS,
      url: '/api/webhook',
      bodyLimit: BODY_LIMIT,
      handler: async (request, reply) => {
        const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
        const read = readDelivery(request.raw.rawHeaders, body);
        if (!read.ok) throw unreadable(read.failure);
        setImmediate(() => options.onDelivery(read.value));
        return reply.code(202).send({ status: 'accepted' });
      },
    });
  });
}

function unreadable(failure: string): ProblemError {
  const detail = `This cannot be read as a webhook delivery: ${failure}.`;
  return new ProblemError({ status: 400, title: 'Unreadable delivery', detail });
}
