import { z } from 'zod';

/** `https://A=https://B,https://C=http://D:8080`: addresses without a path, as origins by origins. Fails for anything else. */
export function originPairs() {
  return z.string().transform((text, context) => {
    const pairs = text.split(',').map((pair) => pair.split('=').map(readOrigin));
    const origins = new Map<string, string>();
    for (const [from, to, ...rest] of pairs) {
      if (from === undefined || to === undefined || rest.length > 0) {
        context.addIssue({ code: 'custom', message: 'no pair of addresses' });
        return z.NEVER;
      }
      origins.set(from, to);
    }
    return origins;
  });
}

function readOrigin(text: string): string | undefined {
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  const isBare = url.href === `${url.origin}/`;
  return isBare ? url.origin : undefined;
}
