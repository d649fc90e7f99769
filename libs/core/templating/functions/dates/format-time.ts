import { dayNames, monthNames, splitLayout } from './go-layout.ts';
import { type CivilTime, civilTimeOf, epochMsOf, type Instant } from './instant.ts';
import { abbreviationAt } from './time-zone.ts';

/** An instant in a Go layout. */
export function formatTime(instant: Instant, layout: string): string {
  const civil = civilTimeOf(instant);
  return splitLayout(layout)
    .map(({ text, isField }) => (isField ? formatField(text, civil, instant) : text))
    .join('');
}

function formatField(field: string, civil: CivilTime, instant: Instant): string {
  const format = fields[field];
  if (format !== undefined) return format(civil);
  if (field === 'MST') return abbreviationAt(instant.zone, epochMsOf(instant));
  return /^[.,]/.test(field) ? formatFraction(field, civil) : formatOffset(field, civil);
}

const fields: Readonly<Record<string, (civil: CivilTime) => string>> = {
  January: ({ month }) => monthNames[month - 1] ?? '',
  Jan: ({ month }) => (monthNames[month - 1] ?? '').slice(0, 3),
  '1': ({ month }) => String(month),
  '01': ({ month }) => padded(month, 2),
  Monday: ({ weekday }) => dayNames[weekday] ?? '',
  Mon: ({ weekday }) => (dayNames[weekday] ?? '').slice(0, 3),
  '2': ({ day }) => String(day),
  _2: ({ day }) => padded(day, 2, ' '),
  '02': ({ day }) => padded(day, 2),
  __2: ({ yearDay }) => padded(yearDay, 3, ' '),
  '002': ({ yearDay }) => padded(yearDay, 3),
  '15': ({ hour }) => padded(hour, 2),
  '3': ({ hour }) => String(hour % 12 || 12),
  '03': ({ hour }) => padded(hour % 12 || 12, 2),
  '4': ({ minute }) => String(minute),
  '04': ({ minute }) => padded(minute, 2),
  '5': ({ second }) => String(second),
  '05': ({ second }) => padded(second, 2),
  '2006': ({ year }) => padded(year, 4),
  '06': ({ year }) => padded(((year % 100) + 100) % 100, 2),
  PM: ({ hour }) => (hour >= 12 ? 'PM' : 'AM'),
  pm: ({ hour }) => (hour >= 12 ? 'pm' : 'am'),
};

function padded(value: number, width: number, fill = '0'): string {
  const digits = String(Math.abs(value)).padStart(width, fill);
  return value < 0 ? `-${digits}` : digits;
}

/** Zeros keep their digits, nines drop zeros at the end and the point with them. */
function formatFraction(field: string, { nanosecond }: CivilTime): string {
  const digits = padded(nanosecond, 9)
    .slice(0, field.length - 1)
    .padEnd(field.length - 1, '0');
  if (field.charAt(1) === '0') return field.charAt(0) + digits;
  const kept = digits.replace(/0+$/, '');
  return kept === '' ? '' : field.charAt(0) + kept;
}

function formatOffset(field: string, { offsetSeconds }: CivilTime): string {
  if (field.startsWith('Z') && offsetSeconds === 0) return 'Z';
  const colon = field.includes(':') ? ':' : '';
  const size = Math.abs(offsetSeconds);
  const parts = [Math.floor(size / 3600), Math.floor((size % 3600) / 60), size % 60].map((part) => padded(part, 2));
  const count = (field.replaceAll(':', '').length - 1) / 2;
  return (offsetSeconds < 0 ? '-' : '+') + parts.slice(0, count).join(colon);
}
