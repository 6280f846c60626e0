/* How exact a day and a place are, in words and as a mark: a filled shape for what is exact, an emptier one the less is known.
   Shape and word carry the meaning; colour only repeats it. */
import { day_of, say_day } from '../time/day.ts';
import { say, type Key } from './say.ts';
import type { Basis } from './types.ts';

export interface Precision {
  /** One of four shapes: ● exact, ◐ wider, ○ only roughly, ? unknown. */
  readonly mark: '●' | '◐' | '○' | '?';
  readonly words: string;
}

const DAY_MS = 86_400_000;

/** Days from `first` to `last`, both included. */
export function days_between(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
}

export function basis_words(basis: Basis): string {
  return say(`basis.${basis}`);
}

export function time_precision(first: string | null, last: string | null, basis: Basis): Precision {
  if (first === null || last === null || basis === 'unknown') return { mark: '?', words: basis_words('unknown') };
  const days = days_between(first, last);
  if (basis === 'dispatch') return { mark: '○', words: basis_words('dispatch') };
  return { mark: days === 1 ? '●' : days <= 7 ? '◐' : '○', words: `${say('n.within', { count: days })}, ${basis_words(basis)}` };
}

/** A day of the server as the language writes it; what is no day, as it is. */
export function date_words(date: string): string {
  const day = day_of(date);
  return day === null ? date : say_day(day);
}

/** "9 Nov 2017", "7 Nov 2017 – 8 Nov 2017" or "day unknown". */
export function day_words(first: string | null, last: string | null): string {
  if (first === null) return last === null ? say('day.unknown') : say('day.until', { last: date_words(last) });
  if (last === null) return say('day.since', { first: date_words(first) });
  return first === last ? date_words(first) : say('day.range', { first: date_words(first), last: date_words(last) });
}

/* UCDP's scale of places, 1 to 7 (codebook of UCDP GED, where_prec). */
const WHERE: readonly (Key | null)[] = [null, 'where.1', 'where.2', 'where.3', 'where.4', 'where.5', 'where.6', 'where.7'];
/* ACLED's, 1 to 3. */
const GEO: readonly (Key | null)[] = [null, 'where.1', 'where.around', 'where.4'];

export function place_precision(place: string | null, geo: number | null, where: number | null): Precision {
  if (place === null) return { mark: '?', words: say('where.none') };
  const level = where ?? geo;
  if (level === null) return { mark: '?', words: say('where.lost') };
  const key = (where === null ? GEO : WHERE)[level] ?? 'where.lost';
  return { mark: level === 1 ? '●' : level <= 3 ? '◐' : '○', words: say(key) };
}
