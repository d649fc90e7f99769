import { HttpScmServices } from '#adapters/scm/http-scm-services.ts';
import type { OutsideWorld } from '#flows/application-sets/gather-facts.ts';
import type { Clock } from '#flows/ports/clock.port.ts';

interface HostPolicy {
  readonly allowedHosts: readonly string[];
  readonly publicHosts: boolean;
}

/** Code hosting services, with one client for the whole process: sets share answers and limits. */
export function openOutsideWorld(policy: HostPolicy, clock: Clock): OutsideWorld & { close(): Promise<void> } {
  const scm = new HttpScmServices({ policy, clock });
  return { scm, close: () => scm.close() };
}
