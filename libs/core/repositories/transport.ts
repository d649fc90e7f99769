/** How a repository with this address is reached. `git@host:path` is ssh's short form. */
export function transportOf(url: string): 'http' | 'ssh' {
  return /^(?:https?|oci):\/\//i.test(url.trim()) ? 'http' : 'ssh';
}

/** The host of a repository's address, in lower case and without its port; '' where there is none. */
export function hostOf(url: string): string {
  const full = /^[a-z]+:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]*)/i.exec(url.trim());
  const short = /^(?:[^/@\s]+@)?([^/:@\s]+):/.exec(url.trim());
  return (full?.[1] ?? short?.[1] ?? '').toLowerCase();
}
