import { fail, type Result, succeed } from '#core/model/result.ts';

/**
 * Brings a repository's address into one form, so that two spellings share one mirror. Fails with a sentence for anything
 * but plain http and https: other transports run programs or read local files, and credentials in an address end up in logs.
 */
export function canonicalRepositoryUrl(text: string): Result<string, string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return fail('its address must start with https:// or http://; this version knows no other transport');
  }
  if (url.username !== '' || url.password !== '') {
    return fail('its address contains credentials: move them to the Secret that the Repository names');
  }
  if (url.search !== '' || url.hash !== '') return fail('its address must not contain "?" or "#"');
  return succeed(url.href.replace(/\/+$/, ''));
}

/** A repository's address for people: never with credentials in it, whatever was typed. */
export function describeRepository(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//').slice(0, 300);
}
