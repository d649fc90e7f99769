import { fail, type Result, succeed } from '../model/result.ts';
import { canonicalRepositoryUrl } from '../tenancy/repository-url.ts';

/**
 * The address of a submodule as `.gitmodules` has it, in full: `./` and `../` begin at the address of its repository. Fails with the end
 * of a sentence for everything that is no address over https, http or ssh, such as a path on the worker's disk, and for one that holds
 * a password.
 */
export function resolveSubmoduleUrl(repositoryUrl: string, written: string): Result<string, string> {
  const url = /^\.\.?(?:\/|$)/.test(written) ? resolveRelative(repositoryUrl, written) : written;
  if (url === undefined) return fail('climbs out of the address of its repository');
  if (!/^(?:https?|ssh):\/\//i.test(url) && !/^(?:[\w.-]+@)?[A-Za-z0-9][\w.-]*:(?!:|\/\/)[^\\]/.test(url))
    return fail('is not fetched over https, http or ssh');
  const canonical = canonicalRepositoryUrl(url);
  if (!canonical.ok) return fail(`has an address that cannot be used: ${canonical.failure}`);
  if (!/^(?:https?|ssh):\/\//.test(canonical.value)) return fail('is not fetched over https, http or ssh');
  return succeed(url);
}

/** Rule: git-submodule(1); every `../` takes one name off the end of the address, which stays on its host. */
function resolveRelative(repositoryUrl: string, written: string): string | undefined {
  const [, host = '', path = ''] =
    /^([a-z]+:\/\/[^/]+\/)(.*)$/i.exec(repositoryUrl) ?? /^([^/:]+:)(.*)$/.exec(repositoryUrl) ?? [];
  const names = path.split('/').filter((name) => name !== '');
  for (const name of written.split('/')) {
    if (name === '..' && names.pop() === undefined) return undefined;
    if (name !== '..' && name !== '.' && name !== '') names.push(name);
  }
  return host === '' || names.length === 0 ? undefined : `${host}${names.join('/')}`;
}
