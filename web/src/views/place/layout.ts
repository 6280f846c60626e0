/* Where lanes and their stretches stand. A stretch is as wide as its days, never narrower than what a finger can hit; those of one
   lane that would touch go into rows below each other. Between stretches nothing is known, and nothing is laid out there. */
import type { Lane, Stretch } from '../../lib/answers.ts';
import { day_start, type Axis } from '../../time/axis.ts';
import { is_fuzzy, span_of, type Span } from '../../time/span.ts';

export const ROW_HEIGHT = 28;
const LEAST_WIDTH = 24;
const BETWEEN = 2;

export interface Bar {
  readonly stretch: Stretch;
  readonly span: Span;
  /** The button: at least LEAST_WIDTH wide. */
  readonly left: number;
  readonly width: number;
  /** The days inside the button, from its left edge. */
  readonly days_left: number;
  readonly days_width: number;
  readonly row: number;
  /** The moment or the days are not sharply known: hatched. */
  readonly fuzzy: boolean;
  /** Goes on beyond the axis, or its end is not known. */
  readonly open_left: boolean;
  readonly open_right: boolean;
}

export interface LaidLane {
  readonly lane: Lane;
  readonly bars: readonly Bar[];
  readonly rows: number;
  /** Stretches without any day: listed beside the lane, drawn nowhere. */
  readonly undated: readonly Stretch[];
  /** Stretches with days outside the axis. */
  readonly outside: number;
}

function within(axis: Axis, span: Span): boolean {
  return (span.first ?? -Infinity) <= axis.last && (span.last ?? Infinity) >= axis.first;
}

function place_bar(axis: Axis, stretch: Stretch, span: Span): Omit<Bar, 'row'> {
  const from = Math.max(0, day_start(axis, span.first ?? axis.first));
  const to = Math.min(axis.width, day_start(axis, (span.last ?? axis.last) + 1));
  const width = Math.max(LEAST_WIDTH, to - from);
  const left = Math.min(Math.max(0, (from + to - width) / 2), Math.max(0, axis.width - width));
  return {
    stretch,
    span,
    left,
    width,
    days_left: from - left,
    days_width: to - from,
    fuzzy: is_fuzzy(span, stretch.state),
    open_left: span.first === null || span.first < axis.first,
    open_right: span.last === null || span.last > axis.last,
  };
}

/** The first row where nothing reaches this far; a new one where none is free. */
function free_row(ends: number[], left: number): number {
  const row = ends.findIndex((end) => end + BETWEEN <= left);
  return row < 0 ? ends.length : row;
}

export function lay_lane(axis: Axis, lane: Lane): LaidLane {
  const undated: Stretch[] = [];
  const placed: Omit<Bar, 'row'>[] = [];
  let outside = 0;
  for (const stretch of lane.stretches) {
    const span = span_of(stretch.first_day, stretch.last_day);
    if (span.sharpness === 'unknown') undated.push(stretch);
    else if (!within(axis, span)) outside++;
    else placed.push(place_bar(axis, stretch, span));
  }
  placed.sort((a, b) => a.left - b.left || b.width - a.width || (a.stretch.claim < b.stretch.claim ? -1 : 1));
  const ends: number[] = [];
  const bars = placed.map((bar) => {
    const row = free_row(ends, bar.left);
    ends[row] = bar.left + bar.width;
    return { ...bar, row };
  });
  return { lane, bars, rows: Math.max(1, ends.length), undated, outside };
}

/** Parts of the axis of which a lane says nothing: from pixel to pixel. */
export function gaps_of(axis: Axis, laid: LaidLane): readonly { readonly from: number; readonly to: number }[] {
  const covered = laid.bars.map((bar) => [bar.left, bar.left + bar.width] as const).sort((a, b) => a[0] - b[0]);
  const gaps: { from: number; to: number }[] = [];
  let at = 0;
  for (const [from, to] of covered) {
    if (from > at) gaps.push({ from: at, to: from });
    at = Math.max(at, to);
  }
  if (at < axis.width) gaps.push({ from: at, to: axis.width });
  return gaps;
}

/** Lanes in which something contradicts stand first, so that the lines which join them are seen at once; else the order stays. */
export function at_odds_first(lanes: readonly LaidLane[]): LaidLane[] {
  const is_at_odds = ({ bars }: LaidLane): boolean => bars.some(({ stretch }) => stretch.contradicted_by.length > 0);
  return [...lanes.filter(is_at_odds), ...lanes.filter((lane) => !is_at_odds(lane))];
}

/* ---- joins ------------------------------------------------------------------------------------------------------------------ */

/** A bar of a lane: which lane, which of its bars. */
export interface BarAt {
  readonly lane: number;
  readonly bar: number;
}

/** Two stretches that are at odds. */
export interface Join {
  readonly a: BarAt;
  readonly b: BarAt;
}

/** Contradictions between what is drawn, each once, in the order of the lanes. */
export function joins_of(lanes: readonly LaidLane[]): Join[] {
  const where = new Map<string, BarAt>();
  lanes.forEach((laid, lane) => laid.bars.forEach((bar, i) => where.set(bar.stretch.claim, { lane, bar: i })));
  const joins = new Map<string, Join>();
  for (const [here, bar] of lanes.flatMap((laid, lane) => laid.bars.map((one, i) => [{ lane, bar: i }, one] as const))) {
    for (const there of bar.stretch.contradicted_by.flatMap((claim) => where.get(claim) ?? [])) {
      const join = is_before(here, there) ? { a: here, b: there } : { a: there, b: here };
      joins.set(`${join.a.lane}.${join.a.bar} ${join.b.lane}.${join.b.bar}`, join);
    }
  }
  return [...joins.values()];
}

function is_before(a: BarAt, b: BarAt): boolean {
  return a.lane < b.lane || (a.lane === b.lane && a.bar < b.bar);
}

/** Where a join touches its bars: inside the days that both speak of, else at the middle of each. */
export function join_ends(a: Bar, b: Bar): { ax: number; bx: number } {
  const from = Math.max(a.left, b.left);
  const to = Math.min(a.left + a.width, b.left + b.width);
  if (from <= to) return { ax: (from + to) / 2, bx: (from + to) / 2 };
  return { ax: a.left + a.width / 2, bx: b.left + b.width / 2 };
}
