/**
 * What a git client wants with one HTTP request: `advertisement` opens every conversation, `listing` is what ls-remote comes for
 * (it also precedes a fetch), `fetch` asks for objects, `push` sends some.
 * Source: gitprotocol-http(5), gitprotocol-v2(5). Clients of protocol 0 list within the advertisement.
 */
export type GitRequestKind = 'advertisement' | 'listing' | 'fetch' | 'push' | 'other';

/** Tells the kind from the path with its query and the first bytes of the body. */
export function kindOfRequest(url: string, bodyStart: Buffer): GitRequestKind {
  const [path = '', query = ''] = url.split('?', 2);
  if (path.endsWith('/git-receive-pack')) return 'push';
  if (path.endsWith('/git-upload-pack')) return bodyStart.includes('command=ls-refs') ? 'listing' : 'fetch';
  const isRead = new URLSearchParams(query).get('service') === 'git-upload-pack';
  return path.endsWith('/info/refs') && isRead ? 'advertisement' : 'other';
}
