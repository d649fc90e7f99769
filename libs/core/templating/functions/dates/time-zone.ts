/** Where clocks stand: UTC, a fixed offset as a parsed time brings it, or a zone of the IANA database. */
export type TimeZone =
  | { readonly kind: 'utc' }
  | { readonly kind: 'fixed'; readonly name: string; readonly offsetSeconds: number }
  | { readonly kind: 'named'; readonly name: string };

export const utc: TimeZone = { kind: 'utc' };

/** Finds a zone by name. `Local` is UTC: hub and workers run in UTC. Unknown names are UTC, as in sprig. */
export function findTimeZone(name: string): TimeZone {
  if (name === '' || name === 'UTC' || name === 'Local') return utc;
  try {
    const isKnown = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
    return isKnown && /^[A-Za-z]/.test(name) ? { kind: 'named', name } : utc;
  } catch (error) {
    if (error instanceof RangeError) return utc;
    throw error;
  }
}

/** Offset east of UTC at an instant. Unit: seconds. */
export function offsetAt(zone: TimeZone, epochMs: number): number {
  if (zone.kind === 'utc') return 0;
  if (zone.kind === 'fixed') return zone.offsetSeconds;
  const name = zoneName(zone.name, 'en-US', 'longOffset', epochMs);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /^GMT([+-])(\d+):(\d+)(?::(\d+))?$/.exec(name) ?? [];
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -size : size;
}

/** Locales that together know the abbreviations of most zones. */
const locales = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-NZ', 'en-ZA'];

/** The abbreviation at an instant, such as EST; the offset where there is none. */
export function abbreviationAt(zone: TimeZone, epochMs: number): string {
  if (zone.kind === 'utc') return 'UTC';
  if (zone.kind === 'fixed') return zone.name === '' ? offsetText(zone.offsetSeconds) : zone.name;
  const names = locales.map((locale) => zoneName(zone.name, locale, 'short', epochMs));
  return names.find((name) => /^[A-Z]{2,5}$/.test(name)) ?? offsetText(offsetAt(zone, epochMs)).replace(/00$/, '');
}

function zoneName(timeZone: string, locale: string, timeZoneName: 'short' | 'longOffset', epochMs: number): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName });
  return format.formatToParts(epochMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** `+0200`; the IANA database leaves `00` minutes out where a zone has no abbreviation. */
function offsetText(seconds: number): string {
  const minutes = Math.abs(Math.trunc(seconds / 60));
  const text = String(Math.trunc(minutes / 60)).padStart(2, '0') + String(minutes % 60).padStart(2, '0');
  return (seconds < 0 ? '-' : '+') + text;
}
