/* Days as whole numbers, counted from 1 January 1970, so that a day is the same day in every time zone. */
import { language } from '../lib/say.ts';

export type Day = number;

const MS_PER_DAY = 86_400_000;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day of "2017-11-09"; null for what is no day. */
export function day_of(iso: string | null | undefined): Day | null {
  const found = iso == null ? null : ISO_DAY.exec(iso);
  if (found === null) return null;
  const ms = Date.parse(`${found[0]}T00:00:00Z`);
  /* Some engines read 30 February as 2 March. */
  return Number.isNaN(ms) || iso_of(ms / MS_PER_DAY) !== iso ? null : ms / MS_PER_DAY;
}

export function iso_of(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

export interface Civil {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

export function civil_of(day: Day): Civil {
  const date = new Date(day * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function day_of_civil(year: number, month: number, day: number): Day {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / MS_PER_DAY);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format_of(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  /* British order of the parts of a date: the day comes first. */
  const locale = language() === 'en' ? 'en-GB' : language();
  const key = locale + JSON.stringify(options);
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    formats.set(key, format);
  }
  return format;
}

/** "9 Nov 2017", or whatever the options ask for. */
export function say_day(day: Day, options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' }): string {
  return format_of(options).format(day * MS_PER_DAY);
}
