const pattern = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Microseconds since 1970 of a `creation-date`: `2019-12-08T05:17:41.760115` (no zone: UTC, never the machine's), `…Z` or
 * `…+0000`. `undefined` for anything else.
 */
export function parseCreationDate(value: unknown): number | undefined {
  const match = typeof value === 'string' ? pattern.exec(value.trim()) : null;
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = match;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const micros = Number(fraction.padEnd(6, '0').slice(0, 6));
  return (ms - toZoneMinutes(zone) * 60_000) * 1000 + micros;
}

function toZoneMinutes(zone: string): number {
  if (/z/i.test(zone)) return 0;
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
