/* What the address says of the map: in the query the day and whose claims, in the fragment how many days before it, whose claims are
   beside it, the part of the world, the chosen place. */
import type { Change, Route } from '../../lib/route.ts';
import { day_of, type Day } from '../../time/day.ts';

/** Stands for all claimants, where a second map shows them beside one. */
export const EVERYBODY = '*';

/** Days that the window may hold; 0: all days. */
export const WINDOWS = [1, 7, 30, 365, 0] as const;

export interface Camera {
  readonly lon: number;
  readonly lat: number;
  /** Pixels a degree of latitude. */
  readonly scale: number;
}

export interface MapState {
  /** The last day of the window; null: the last day that anybody speaks of. */
  readonly on: Day | null;
  /** How many days, ending with `on`, are shown together; 0: all. */
  readonly days: number;
  /** null: everybody. */
  readonly claimant: string | null;
  /** The lane of the second map: a claimant or EVERYBODY; null: one map. */
  readonly beside: string | null;
  /** Claims of control alone. */
  readonly control_only: boolean;
  /** null: what the marks take up. */
  readonly camera: Camera | null;
  /** The chosen place's id. */
  readonly chosen: string | null;
}

export function read_state({ query, look }: Pick<Route, 'query' | 'look'>): MapState {
  const days = Number(look.get('days') ?? '1');
  return {
    on: day_of(query.get('on')),
    days: Number.isInteger(days) && days >= 0 && days <= 36_500 ? days : 1,
    claimant: query.get('claimant') || null,
    beside: look.get('beside') || null,
    control_only: look.get('show') === 'control',
    camera: read_camera(look.get('at')),
    chosen: look.get('chosen') || null,
  };
}

function read_camera(text: string | null): Camera | null {
  const [lat, lon, scale, ...rest] = (text ?? '').split(',').map(Number);
  if (lat === undefined || lon === undefined || scale === undefined || rest.length > 0) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && scale > 0 && Number.isFinite(scale) ? { lat, lon, scale } : null;
}

/** "34.45,40.92,180": no more digits than make a difference of a pixel. */
export function write_camera({ lat, lon, scale }: Camera): string {
  const digits = Math.max(0, Math.ceil(Math.log10(scale)) + 1);
  return `${lat.toFixed(digits)},${lon.toFixed(digits)},${Number(scale.toPrecision(4))}`;
}

/** The change of the fragment that makes it say `next`. */
export function write_look(next: Partial<Omit<MapState, 'on' | 'claimant'>>): Change {
  const change: Record<string, string | null> = {};
  if (next.days !== undefined) change.days = next.days === 1 ? null : String(next.days);
  if (next.beside !== undefined) change.beside = next.beside;
  if (next.control_only !== undefined) change.show = next.control_only ? 'control' : null;
  if (next.camera !== undefined) change.at = next.camera === null ? null : write_camera(next.camera);
  if (next.chosen !== undefined) change.chosen = next.chosen;
  return change;
}

/** The days of the window that ends on `on`; null: all days. */
export function window_of(on: Day, days: number): { readonly first: Day; readonly last: Day } | null {
  return days === 0 ? null : { first: on - days + 1, last: on };
}
