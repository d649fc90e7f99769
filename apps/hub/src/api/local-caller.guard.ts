import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ProblemError } from './problem.ts';

/**
 * Keeps web pages from acting through the browser of somebody who can reach the hub. Until callers are authenticated this is all that
 * stands before routes that do something: a request has to be for an address or a name that no public DNS answers for, must not come
 * from a page of another origin, and its body has to be JSON, which a page cannot send elsewhere without asking first.
 */
@Injectable()
export class LocalCallerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { method, headers } = context.switchToHttp().getRequest<Pick<IncomingMessage, 'method' | 'headers'>>();
    const { host = '', origin, 'sec-fetch-site': site, 'content-type': type = '' } = headers;
    if (!isLocalName(hostnameOf(host))) throw refused(`it is for the host ${JSON.stringify(host)}`);
    if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`)
      throw refused('it comes from a page of another origin');
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw refused('it comes from a page of another site');
    if (method !== 'GET' && !/^application\/json\s*(;|$)/i.test(type)) throw notJson();
    return true;
  }
}

/** An address, this machine, or a Service inside of a cluster: whoever owns a public name can point it at any address. */
function isLocalName(name: string): boolean {
  return isIP(name) !== 0 || name === 'localhost' || /\.(localhost|svc|svc\.cluster\.local)$/.test(name);
}

function hostnameOf(host: string): string {
  const url = URL.parse(`http://${host}`);
  return url === null ? '' : url.hostname.replace(/^\[|\]$/g, '');
}

function refused(why: string): ProblemError {
  const detail = `This request is refused, because ${why}. Ask the hub by its address, by localhost, or by the name of its Service inside of the cluster, and not from a web page.`;
  return new ProblemError({ status: 403, title: 'Refused', detail });
}

function notJson(): ProblemError {
  const detail = 'Send the body as JSON, with the header content-type: application/json.';
  return new ProblemError({ status: 415, title: 'Unsupported media type', detail });
}
