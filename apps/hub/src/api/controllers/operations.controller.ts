import { Body, Controller, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { formatTime } from '#core/model/text/format-time.ts';
import { chooseRollback } from '#core/operations/choose-rollback.ts';
import { requestId } from '#core/operations/request-id.ts';
import { isCancelable } from '#core/operations/is-cancelable.ts';
import type { Application } from '#core/resources/application.ts';
import { ChosenObject } from '#core/resources/application-operation.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { ApplicationRequest, ControlPlane } from '#flows/ports/control-plane.port.ts';
import { digest } from '#runtime/digest.ts';
import { LocalCallerGuard } from '../local-caller.guard.ts';
import { badRequest, conflict, ProblemError } from '../problem.ts';
import { ResourceReads } from '../resource-reads.ts';
import { CLOCK, CONTROL_PLANE } from '../tokens.ts';

const Username = z.string().min(1).max(253).optional();
const SyncBody = z.strictObject({
  username: Username,
  prune: z.boolean().optional(),
  resources: z.array(ChosenObject).min(1).max(100).optional(),
});
const PersonBody = z.strictObject({ username: Username });
const RollbackBody = z.strictObject({ username: Username, to: z.string().max(64).optional() });

/** What was asked for: `request` is what `operation.request` of the Application names when it is under way. */
interface Accepted {
  readonly request?: string | undefined;
  readonly commits?: readonly string[] | undefined;
}

/** What people ask of an Application. It is written into the Application and done by a worker (ADR 14). */
@Controller('api/v1/applications/:owner/:name')
@UseGuards(LocalCallerGuard)
export class OperationsController {
  constructor(
    @Inject(ResourceReads) private readonly reads: ResourceReads,
    @Inject(CONTROL_PLANE) private readonly controlPlane: Pick<ControlPlane, 'request'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('sync')
  @HttpCode(202)
  async sync(@Param('owner') owner: string, @Param('name') name: string, @Body() body: unknown): Promise<Accepted> {
    const { username, ...sync } = parseBody(SyncBody, body);
    const application = this.existing(owner, name);
    if (application.operation !== undefined) throw conflict(pending(application));
    const operation = { sync, username, requestedAt: this.now() };
    await this.write(application, { operation });
    return { request: requestId({ ...application, operation }, digest) };
  }

  @Post('cancel')
  @HttpCode(202)
  async cancel(@Param('owner') owner: string, @Param('name') name: string, @Body() body: unknown): Promise<Accepted> {
    const { username } = parseBody(PersonBody, body);
    const application = this.existing(owner, name);
    if (!isCancelable(application))
      throw conflict(`Nothing to cancel: no sync of ${name} runs, waits or is asked for.`);
    const operation = { cancel: {}, username, requestedAt: this.now() };
    await this.write(application, { operation });
    return { request: requestId({ ...application, operation }, digest) };
  }

  @Post('rollback')
  @HttpCode(202)
  async rollback(@Param('owner') owner: string, @Param('name') name: string, @Body() body: unknown): Promise<Accepted> {
    const { username, to } = parseBody(RollbackBody, body);
    const application = this.existing(owner, name);
    const chosen = chooseRollback(application, to);
    if (!chosen.ok) throw conflict(chosen.failure);
    await this.write(application, { hold: { commits: [...chosen.value], username, since: this.now() } });
    return { commits: chosen.value };
  }

  @Post('release')
  @HttpCode(202)
  async release(@Param('owner') owner: string, @Param('name') name: string, @Body() body: unknown): Promise<Accepted> {
    parseBody(PersonBody, body);
    const application = this.existing(owner, name);
    if (application.hold === undefined) throw conflict(`${name} is not held: it follows git.`);
    await this.write(application, { hold: null });
    return {};
  }

  private existing(owner: string, name: string): Application {
    const application = this.reads.application(owner, name);
    if (application.metadata.deletionTimestamp !== undefined) throw conflict(`${name} is being deleted.`);
    return application;
  }

  private async write({ metadata }: Application, request: ApplicationRequest): Promise<void> {
    const { namespace, name, resourceVersion } = metadata;
    const written = await this.controlPlane.request({ namespace, name }, request, resourceVersion);
    if (written.ok) return;
    const { kind, message } = written.failure;
    if (kind === 'conflict')
      throw conflict(`${name} has just been changed by somebody else: look again, then ask again.`);
    throw new ProblemError({ status: 503, title: 'Not written', detail: `${message}.` });
  }

  private now(): string {
    return formatTime(this.clock.now());
  }
}

function pending({ metadata, operation }: Application): string {
  const by = operation?.username === undefined ? '' : ` by ${operation.username}`;
  return `An operation of ${metadata.name} has been asked for${by} and has not ended: wait for it, or cancel it.`;
}

/** Parses the body of a request; an empty one counts as an object without fields. */
function parseBody<T extends z.ZodObject>(schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw badRequest(`Wrong body: ${issues.join('; ')}.`);
}
