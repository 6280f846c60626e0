/* How exact a day and a place are, in words and as a mark: a filled shape for what is exact, an emptier one the less is known.
   Shape and word carry the meaning; colour only repeats it. */
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

const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  given: 'the date is given',
  explicit: 'the words give the date',
  relative: 'reckoned from the day of the dispatch',
  inferred: 'inferred from the text',
  dispatch: 'no time in the words: the day of the dispatch',
  unknown: 'no day is known',
};

export function basis_words(basis: Basis): string {
  return BASIS_WORDS[basis];
}

export function time_precision(first: string | null, last: string | null, basis: Basis): Precision {
  if (first === null || last === null || basis === 'unknown') return { mark: '?', words: BASIS_WORDS.unknown };
  const days = days_between(first, last);
  const span = days === 1 ? 'to the day' : `within ${days} days`;
  if (basis === 'dispatch') return { mark: '○', words: BASIS_WORDS.dispatch };
  return { mark: days === 1 ? '●' : days <= 7 ? '◐' : '○', words: `${span}, ${BASIS_WORDS[basis]}` };
}

/** "2017-11-09", "2017-11-07 to 2017-11-08" or "day unknown". */
export function day_words(first: string | null, last: string | null): string {
  if (first === null) return last === null ? 'day unknown' : `until ${last}`;
  if (last === null) return `from ${first}`;
  return first === last ? first : `${first} to ${last}`;
}

/* UCDP's scale of places, 1 to 7 (codebook of UCDP GED, where_prec). */
const WHERE_WORDS: readonly string[] = [
  '',
  'the place itself',
  'near the place',
  'its district',
  'its region',
  'a line or wide area',
  'the country only',
  'sea or air',
];

const ACLED_WORDS: readonly string[] = ['', 'the place itself', 'its surroundings', 'its region'];

export function place_precision(place: string | null, geo: number | null, where: number | null): Precision {
  if (place === null) return { mark: '?', words: 'no place is named' };
  const level = where ?? geo;
  if (level === null) return { mark: '?', words: 'named, not found on the map' };
  const words = (where === null ? ACLED_WORDS[level] : WHERE_WORDS[level]) ?? `precision ${level}`;
  return { mark: level === 1 ? '●' : level <= 3 ? '◐' : '○', words };
}
