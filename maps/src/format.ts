/** Numbers, lengths and dates as Vietnamese (or English) readers write them. Pure; the zone is an argument. */
export type Lang = 'vi' | 'en';

export const LOCALE: Record<Lang, string> = { vi: 'vi-VN', en: 'en-GB' };
export const ZONE = 'Asia/Ho_Chi_Minh';

export function number(lang: Lang, value: number, decimals = 0): string {
  return new Intl.NumberFormat(LOCALE[lang], { maximumFractionDigits: decimals }).format(value);
}

/** Kilometres: one decimal below 1000, none above. */
export function km(lang: Lang, value: number): string {
  return number(lang, value, value < 1000 ? 1 : 0);
}

/** A length in metres, in the unit a reader expects: "412 m", "1,24 km". */
export function distance(lang: Lang, metres: number): string {
  const size = Math.abs(metres);
  if (size >= 1000) return `${number(lang, metres / 1000, 2)} km`;
  return `${number(lang, metres, size < 10 ? 1 : 0)} m`;
}

/** "2026-08-14" → "14/08/2026" in both languages, as house style has it. A date only: no zone involved. */
export function date(iso: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return found ? `${found[3]}/${found[2]}/${found[1]}` : iso;
}

/** A text of the API as readers write it: decimals of a chainage behind the comma of Vietnamese ("Km24+703,51"), days dd/MM/yyyy. */
export function readable(lang: Lang, text: string): string {
  const days = text.replace(/\b(\d{4})-(\d{2})-(\d{2})\b/g, '$3/$2/$1');
  return lang === 'vi' ? days.replace(/(Km\d+\+\d+)\.(?=\d)/g, '$1,') : days;
}

/** An instant → "22/11/2026 14:05" in the zone of the office. */
export function instant(iso: string, zone: string = ZONE): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('day')}/${part('month')}/${part('year')} ${part('hour')}:${part('minute')}`;
}

/** The day it is in the office, as the API writes days. */
export function today(now: Date, zone: string = ZONE): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}

/** Share in whole per cent; "<1 %" instead of a false zero. */
export function percent(lang: Lang, part: number, whole: number): string {
  if (!whole) return '–';
  const value = (100 * part) / whole;
  return value > 0 && value < 1 ? '<1\u00a0%' : `${number(lang, value)}\u00a0%`;
}
