import { HttpPluginService } from '#adapters/plugin/http-plugin-service.ts';
import { type HostPolicy } from '#adapters/scm/hosts/host-policy.ts';
import { HostGuard, type ProxySettings } from '#adapters/scm/hosts/host-guard.ts';
import type { ServiceAddresses } from '#adapters/scm/hosts/service-addresses.ts';
import { HttpScmServices } from '#adapters/scm/http-scm-services.ts';
import type { OutsideWorld } from '#flows/application-sets/gather-facts.ts';
import type { Clock } from '#flows/ports/clock.port.ts';

interface OutsideRules {
  readonly policy: HostPolicy;
  readonly proxy?: ProxySettings | undefined;
  readonly gitFileGlobbing: OutsideWorld['gitFileGlobbing'];
  readonly addresses?: ServiceAddresses;
}

/** Code hosting services and plugins, with one client each for the whole process. The same policy says whom they may ask. */
export function openOutsideWorld(
  { policy, proxy, addresses, gitFileGlobbing }: OutsideRules,
  clock: Clock,
): OutsideWorld & { close(): Promise<void> } {
  const scm = new HttpScmServices({ policy, proxy, addresses, clock });
  const plugins = new HttpPluginService({ hosts: new HostGuard({ policy, proxy }) });
  const close = async () => {
    await Promise.all([scm.close(), plugins.close()]);
  };
  return { scm, plugins, gitFileGlobbing, close };
}
