import type { Repository } from '#core/resources/repository.ts';
import { addressKey } from '#core/webhooks/address-key.ts';
import type { ControlPlane, ResourceName, ResourceView } from '../ports/control-plane.port.ts';

/** Each costs an HMAC over the body, and a tenant may register one address as often as it likes. */
const MOST_OF_ONE_NAMESPACE = 4;

/**
 * Which Repositories an address means, whichever tenants they belong to. An index that follows the view, so that a stranger's request
 * costs a look-up.
 */
export class RegisteredAddresses {
  private readonly view: ResourceView<Repository>;
  /** Address key -> key of the Repository -> its name. */
  private readonly byAddress = new Map<string, Map<string, ResourceName>>();
  private readonly addressOf = new Map<string, string>();
  private readonly unfollow: () => void;

  constructor(controlPlane: Pick<ControlPlane, 'view'>) {
    this.view = controlPlane.view('Repository');
    for (const repository of this.view.list()) this.update(repository.metadata, repository);
    this.unfollow = this.view.onChange((name, repository) => this.update(name, repository));
  }

  /** Those registered under any of the addresses, sorted by namespace, then name; of one namespace no more than the first four. */
  find(addresses: readonly string[]): Repository[] {
    const keys = new Set(addresses.map(addressKey));
    const names = new Map([...keys].flatMap((key) => [...(this.byAddress.get(key ?? '') ?? [])]));
    const perNamespace = new Map<string, number>();
    return [...names]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, name]) => {
        const count = (perNamespace.get(name.namespace) ?? 0) + 1;
        perNamespace.set(name.namespace, count);
        return count > MOST_OF_ONE_NAMESPACE ? [] : (this.view.get(name) ?? []);
      });
  }

  close(): void {
    this.unfollow();
  }

  private update({ namespace, name }: ResourceName, repository: Repository | undefined): void {
    const key = `${namespace}/${name}`;
    const before = this.addressOf.get(key);
    const after = repository === undefined ? undefined : addressKey(repository.spec.url);
    if (before === after) return;
    if (before !== undefined) this.remove(before, key);
    if (after === undefined) return;
    const names = this.byAddress.get(after) ?? new Map<string, ResourceName>();
    this.byAddress.set(after, names.set(key, { namespace, name }));
    this.addressOf.set(key, after);
  }

  private remove(address: string, key: string): void {
    this.addressOf.delete(key);
    const names = this.byAddress.get(address);
    names?.delete(key);
    if (names?.size === 0) this.byAddress.delete(address);
  }
}
