/* A time axis: days to pixels, and ticks that a person would choose. */
import { civil_of, day_of_civil, say_day, type Day } from './day.ts';

export interface Axis {
  readonly first: Day;
  readonly last: Day;
  /** Pixels from the first day's morning to the last day's evening. */
  readonly width: number;
}

/** Where a day begins. */
export function day_start(axis: Axis, day: Day): number {
  return ((day - axis.first) / (axis.last + 1 - axis.first)) * axis.width;
}

export function day_width(axis: Axis): number {
  return axis.width / (axis.last + 1 - axis.first);
}

/** The day at a pixel, kept inside the axis. */
export function day_at(axis: Axis, x: number): Day {
  const day = axis.first + Math.floor((x / axis.width) * (axis.last + 1 - axis.first));
  return Math.min(axis.last, Math.max(axis.first, day));
}

export interface Tick {
  readonly day: Day;
  readonly x: number;
  readonly label: string;
  /** Begins a greater unit, whose name the label then bears: a month among days, a year among months. */
  readonly major: boolean;
}

interface Step {
  /** About so many days from tick to tick. */
  readonly days: number;
  readonly next: (day: Day) => Day;
  readonly label: (day: Day, first: boolean) => { label: string; major: boolean };
}

function label_day(day: Day, first: boolean): { label: string; major: boolean } {
  const { day: of_month, month } = civil_of(day);
  if (first || (of_month === 1 && month === 1)) return { label: say_day(day), major: true };
  return { label: say_day(day, { day: 'numeric', month: 'short' }), major: of_month === 1 };
}

function label_month(day: Day, first: boolean): { label: string; major: boolean } {
  const january = civil_of(day).month === 1;
  if (first || january) return { label: say_day(day, { month: 'short', year: 'numeric' }), major: true };
  return { label: say_day(day, { month: 'short' }), major: false };
}

function label_year(day: Day): { label: string; major: boolean } {
  const { year } = civil_of(day);
  return { label: String(year), major: year % 10 === 0 };
}

function every_days(n: number): Step {
  return { days: n, next: (day) => Math.floor(day / n) * n + n, label: label_day };
}

/* 5 January 1970 was a Monday. */
const every_week: Step = { days: 7, next: (day) => Math.floor((day - 4) / 7) * 7 + 11, label: label_day };

function every_months(n: number): Step {
  const next = (day: Day): Day => {
    const { year, month } = civil_of(day);
    return day_of_civil(year, Math.floor((month - 1) / n) * n + n + 1, 1);
  };
  return { days: n * 30.4, next, label: label_month };
}

function every_years(n: number): Step {
  return { days: n * 365.25, next: (day) => day_of_civil(Math.floor(civil_of(day).year / n) * n + n, 1, 1), label: label_year };
}

const STEPS: readonly Step[] = [
  every_days(1),
  every_days(2),
  every_week,
  every_months(1),
  every_months(3),
  every_months(6),
  ...[1, 2, 5, 10, 20, 50, 100].map(every_years),
];

const LETTER = 7; /* pixels, of the small print of an axis */

/** Ticks at least `apart` pixels from each other; one that would run through the label before it is left out, and a label that has no room. */
export function ticks_of(axis: Axis, apart = 84): Tick[] {
  const wide = day_width(axis);
  const step = STEPS.find((one) => one.days * wide >= apart) ?? (STEPS[STEPS.length - 1] as Step);
  const ticks: Tick[] = [];
  let free = 0; // where the label before ends
  for (let day = step.next(axis.first - 1); day <= axis.last; day = step.next(day)) {
    const x = day_start(axis, day);
    if (x < free) continue;
    const { label, major } = step.label(day, ticks.length === 0);
    const end = x + LETTER * label.length + LETTER;
    const fits = end <= axis.width || ticks.length === 0;
    ticks.push({ day, x, label: fits ? label : '', major });
    if (fits) free = end;
  }
  return ticks;
}

/** An axis zoomed by `factor` (2: half the days) around the day at `share` of its width, no shorter than three days. */
export function zoom_axis(axis: Axis, factor: number, share = 0.5): Axis {
  const days = axis.last + 1 - axis.first;
  const wanted = Math.max(3, Math.round(days / factor));
  const first = Math.round(axis.first + (days - wanted) * share);
  return { ...axis, first, last: first + wanted - 1 };
}

export function shift_axis(axis: Axis, days: number): Axis {
  return { ...axis, first: axis.first + days, last: axis.last + days };
}
