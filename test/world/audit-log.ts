import { readFileSync } from 'node:fs';
import type { LocalCluster } from '../fleet/kubernetes/local-cluster.ts';

/** One request as the API server itself wrote it down. */
export interface AuditedRequest {
  readonly verb: string;
  /** Name of the ServiceAccount or user that signed in. */
  readonly user: string;
  /** Whom the request was made for; the user where it impersonates nobody. */
  readonly actor: string;
  /** Such as configmaps; the path where the request was for no resource. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  /** '' where none was named. */
  readonly fieldManager: string;
  readonly code: number;
  /** By the API server's clock, milliseconds since 1970 with three decimals. */
  readonly receivedMs: number;
  readonly answeredMs: number;
}

interface AuditEvent {
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
  readonly user: { readonly username: string };
  readonly impersonatedUser?: { readonly username: string };
  readonly objectRef?: {
    readonly resource?: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly responseStatus?: { readonly code?: number };
}

const WRITES = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);

export function isWrite({ verb }: AuditedRequest): boolean {
  return WRITES.has(verb);
}

/** `patch configmaps shop/cart as red`, without the parts that are empty. */
export function describeRequest({ verb, resource, namespace, name, actor }: AuditedRequest): string {
  const place = [namespace, name].filter((part) => part !== '').join('/');
  return `${verb} ${resource}${place === '' ? '' : ` ${place}`} as ${actor.replace(/^.*:/, '')}`;
}

/**
 * What an API server that was started with `audit: true` answered since this object was made, to ServiceAccounts: hub, workers and
 * whom they impersonate. The tests' own requests are the administrator's and left out. A watch counts once, when it begins.
 */
export class AuditLog {
  private readonly file: string;
  private readonly start: number;

  constructor({ name, auditLog }: LocalCluster) {
    if (auditLog === undefined) throw new Error(`cluster ${name} was started without audit: true`);
    this.file = auditLog;
    this.start = this.lines().length;
  }

  /** In the order of the answers. */
  requests(): AuditedRequest[] {
    return this.lines().slice(this.start).map(parseEvent).filter(isCounted).map(readEvent);
  }

  private lines(): string[] {
    const text = readFileSync(this.file, 'utf8');
    // The last line may still be on its way.
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .slice(0, -1);
  }
}

function parseEvent(line: string): AuditEvent {
  return JSON.parse(line);
}

function isCounted({ stage, verb, user }: AuditEvent): boolean {
  if (!user.username.startsWith('system:serviceaccount:nabe-system:')) return false;
  return verb === 'watch' ? stage === 'ResponseStarted' : stage === 'ResponseComplete';
}

function readEvent({
  verb,
  user,
  impersonatedUser,
  requestURI,
  requestReceivedTimestamp,
  stageTimestamp,
  objectRef = {},
  responseStatus,
}: AuditEvent): AuditedRequest {
  const { resource, subresource, namespace = '', name = '' } = objectRef;
  const [path = '', query] = requestURI.split('?');
  return {
    verb,
    user: user.username,
    actor: impersonatedUser?.username ?? user.username,
    resource: resource === undefined ? path : subresource === undefined ? resource : `${resource}/${subresource}`,
    namespace,
    name,
    fieldManager: new URLSearchParams(query).get('fieldManager') ?? '',
    code: responseStatus?.code ?? 0,
    receivedMs: preciseMs(requestReceivedTimestamp),
    answeredMs: preciseMs(stageTimestamp),
  };
}

/** Of a time with microseconds, of which Date knows the milliseconds only. */
function preciseMs(time: string): number {
  return Date.parse(time) + Number(time.slice(23, 26)) / 1000;
}

/** How many of these requests the API server was busy with at once, at the most. Watches are left out. */
export function mostAtOnce(requests: readonly AuditedRequest[]): number {
  const ends = requests
    .filter(({ verb }) => verb !== 'watch')
    .flatMap(({ receivedMs, answeredMs }) => [
      { at: receivedMs, change: 1 },
      { at: answeredMs, change: -1 },
    ])
    .toSorted((one, other) => one.at - other.at || one.change - other.change);
  let [now, most] = [0, 0];
  for (const { change } of ends) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}
