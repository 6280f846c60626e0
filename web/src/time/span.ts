/* The days that a claim speaks of, and how sharply it tells them. The ledger keeps a first and a last day; what the words told
   ("in November", "since 2014") can be read from them: a whole month or year was told by its name, a missing end is open. */
import { say } from '../lib/say.ts';
import { civil_of, day_of, say_day, type Day } from './day.ts';

export type Sharpness = 'day' | 'days' | 'month' | 'year' | 'open' | 'unknown';

export interface Span {
  /** null: open towards the past, or unknown. */
  readonly first: Day | null;
  /** null: open towards the future, or unknown. */
  readonly last: Day | null;
  readonly sharpness: Sharpness;
}

export function span_of(first_day: string | null, last_day: string | null): Span {
  const first = day_of(first_day);
  const last = day_of(last_day);
  return { first, last, sharpness: sharpness_of(first, last) };
}

function sharpness_of(first: Day | null, last: Day | null): Sharpness {
  if (first === null) return last === null ? 'unknown' : 'open';
  if (last === null) return 'open';
  if (first === last) return 'day';
  const a = civil_of(first);
  const b = civil_of(last + 1);
  if (a.day !== 1 || b.day !== 1) return 'days';
  const months = (b.year - a.year) * 12 + b.month - a.month;
  if (months === 1) return 'month';
  return a.month === 1 && b.month === 1 ? 'year' : 'days';
}

/** States that last. The others happen at one moment, so that several days mean that the moment is not known. */
const LASTING = new Set(['held', 'contested', 'besieged']);

/** Is what was said of these days true of some day among them rather than of each? Then it is drawn hatched, not solid. */
export function is_fuzzy(span: Span, state: string | null): boolean {
  if (span.sharpness === 'day') return false;
  if (span.sharpness === 'days') return state === null || !LASTING.has(state);
  return true;
}

export function overlap(a: Span, b: Span): { first: Day; last: Day } | null {
  const first = Math.max(a.first ?? -Infinity, b.first ?? -Infinity);
  const last = Math.min(a.last ?? Infinity, b.last ?? Infinity);
  return Number.isFinite(first) && Number.isFinite(last) && first <= last ? { first, last } : null;
}

/** "9 Nov 2017", "some day in November 2017", "8 Nov 2017 – 9 Nov 2017", "since 2014", "day unknown". */
export function say_span(span: Span): string {
  const { first, last, sharpness } = span;
  if (first === null) return last === null ? say('day.unknown') : say('day.until', { last: say_day(last) });
  if (last === null) return say('day.since', { first: say_day(first) });
  if (sharpness === 'day') return say_day(first);
  if (sharpness === 'month') return say_day(first, { month: 'long', year: 'numeric' });
  if (sharpness === 'year') return say_years(first, last);
  return say('day.range', { first: say_day(first), last: say_day(last) });
}

function say_years(first: Day, last: Day): string {
  const from = civil_of(first).year;
  const to = civil_of(last).year;
  return from === to ? String(from) : `${from} – ${to}`;
}

/** The days from the first to the last that any of these spans names; null where none names a day. */
export function extent_of(spans: Iterable<Span>): { first: Day; last: Day } | null {
  let first = Infinity;
  let last = -Infinity;
  for (const span of spans) {
    for (const end of [span.first, span.last]) {
      if (end === null) continue;
      first = Math.min(first, end);
      last = Math.max(last, end);
    }
  }
  return first <= last ? { first, last } : null;
}

