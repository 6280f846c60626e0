/* What the map asks for: marks of some days and of one lane, the days that are told of, outlines and towns. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { get_json, use_json } from '../../lib/api.ts';
import type { MapDays, Town } from '../../lib/answers.ts';
import { address_of } from '../../lib/route.ts';
import { day_of, iso_of, type Day } from '../../time/day.ts';
import { EVERYBODY, window_of } from './state.ts';

/** As many marks as the server gives; a ledger with fewer is asked for once, and the slider moves without asking. */
export const MOST_MARKS = 50_000;

/** The address of a lane's marks: of the window that ends on `on`, or of all days where that is null. */
export function marks_address(query: URLSearchParams, claimant: string | null, on: Day | null, days: number): string {
  const window = on === null ? null : window_of(on, days);
  return address_of('/map.json', query, {
    claimant: claimant === EVERYBODY ? null : claimant,
    on: null,
    from: window === null ? null : iso_of(window.first),
    to: window === null ? null : iso_of(window.last),
    limit: String(MOST_MARKS),
  });
}

export interface Days {
  readonly counts: ReadonlyMap<Day, number>;
  readonly first: Day;
  readonly last: Day;
  readonly total: number;
}

/** null: no claim has a day. */
export function days_of(answer: MapDays): Days | null {
  const counts = new Map<Day, number>();
  let [first, last, total] = [Infinity, -Infinity, 0];
  for (const [iso, claims] of answer.days) {
    const day = day_of(iso);
    if (day === null) continue;
    counts.set(day, claims);
    total += claims;
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return counts.size === 0 ? null : { counts, first, last, total };
}

/** The days of everybody, so that the slider stays when the lane changes. */
export function days_address(query: URLSearchParams): string {
  return address_of('/map/days.json', query, { on: null, from: null, to: null, claimant: null });
}

export type Outlines = FeatureCollection<Geometry, { name?: string }>;
type Countries = Topology<{ countries: GeometryCollection<{ name?: string }> }>;

/** null until they are there; a build without outlines draws marks alone. */
export function use_outlines(): Outlines | null {
  const [loaded, set_loaded] = useState<Outlines | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    get_json<Countries>('/outlines.json', stop.signal).then(
      (topology) => set_loaded(feature(topology, topology.objects.countries)),
      () => undefined,
    );
    return () => stop.abort();
  }, []);
  return loaded;
}

export type Degrees = readonly [west: number, south: number, east: number, north: number];

/** A box in steps of about a quarter of its width, rounded outwards: small moves ask for nothing new. */
export function rounded_box([west, south, east, north]: Degrees): string {
  const step = 2 ** Math.floor(Math.log2(Math.max(0.25, (east - west) / 4)));
  const low = (degrees: number, least: number): number => Math.max(least, Math.floor(degrees / step) * step);
  const high = (degrees: number, most: number): number => Math.min(most, Math.ceil(degrees / step) * step);
  return [low(west, -180), low(south, -90), high(east, 180), high(north, 90)].join(',');
}

const WIDE = 40;
const NO_TOWNS: readonly Town[] = [];

/** Towns and regions to write names of; none while whole continents are seen. */
export function use_towns(seen: Degrees | null): readonly Town[] {
  const box = seen === null || seen[2] - seen[0] > WIDE ? null : rounded_box(seen);
  const { data } = use_json<{ items: readonly Town[] }>(box === null ? null : address_of('/towns.json', undefined, { bbox: box, limit: '160' }));
  return useMemo(() => data?.items ?? NO_TOWNS, [data]);
}
