/**
 * Makes a DNS subdomain of any text: lower case, every other character a dash, at most 253 characters, no dash or dot at the
 * ends. It is Argo CD's `normalize`: dots stay, so the answer need not be a DNS label.
 */
export function normalizeName(name: string): string {
  const dashed = name.toLowerCase().replaceAll(/[^-a-z0-9.]/gu, '-');
  return dashed.slice(0, 253).replaceAll(/^[-.]+|[-.]+$/g, '');
}
