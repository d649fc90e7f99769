/** Offsets are looked up for the same few zones again and again, and a formatter costs more than all it is asked. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** True for a zone of the IANA database. */
export function isTimeZone(name: string): boolean {
  return formatOf(name) !== undefined;
}

/** Offset of a zone east of UTC at an instant; 0 for '' and for names that are no zone, as in Argo CD. Units: milliseconds. */
export function zoneOffsetMs(name: string, epochMs: number): number {
  if (name === '' || name === 'UTC') return 0;
  const format = formatOf(name);
  const text = format?.formatToParts(epochMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /^GMT([+-])(\d+):(\d+)(?::(\d+))?$/.exec(text) ?? [];
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -size : size;
}

function formatOf(name: string): Intl.DateTimeFormat | undefined {
  // An offset such as +02:00 is none of the names of the database.
  const zone = name === '' ? 'UTC' : name;
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  const known = formats.get(zone);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    if (isOnlyWrittenOtherwise(zone, format.resolvedOptions().timeZone)) return undefined;
    formats.set(zone, format);
    return format;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Go finds zones as files, by exactly their names; JavaScript in any case. */
function isOnlyWrittenOtherwise(name: string, found: string): boolean {
  return name !== found && name.toLowerCase() === found.toLowerCase();
}
