/* From the globe to the canvas in two steps. A projection made for the part of the world that the marks take up gives every point a
   place on a sheet, once; panning and zooming only move the sheet, so that 50,000 marks move with a multiplication each.

   Parts of the world are drawn in Lambert's equal-area azimuthal projection around their middle (true there, north is up), whole
   continents and more in the equal-area Equal Earth. */
import { geoAzimuthalEqualArea, geoEqualEarth, type GeoProjection } from 'd3-geo';
import type { Camera } from './state.ts';

/** Sheet units a radian on the globe, at the middle. */
const SHEET = 1000;
const DEGREE = (SHEET * Math.PI) / 180;
/* What a sole mark is shown with: some 150 km around it. */
const LEAST_DEGREES = 1.4;

export interface Sheet {
  readonly projection: GeoProjection;
  /** What is to be seen at first, in sheet units. */
  readonly bounds: Bounds;
  readonly kind: 'azimuthal' | 'world';
}

export interface Bounds {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** screen = sheet × k + (x, y) */
export interface View {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [lon: number, lat: number];

/** The narrowest stretch of longitudes that holds all points: where the greatest gap is not. */
export function longitudes_of(points: readonly Point[]): { readonly west: number; readonly width: number } {
  const lons = points.map(([lon]) => lon).sort((a, b) => a - b);
  let gap = -1;
  let west = lons[0] ?? -180;
  lons.forEach((lon, i) => {
    const next = i + 1 < lons.length ? (lons[i + 1] as number) : (lons[0] as number) + 360;
    if (next - lon > gap) {
      gap = next - lon;
      west = next > 180 ? next - 360 : next;
    }
  });
  return { west, width: lons.length === 0 ? 360 : 360 - gap };
}

export function sheet_for(points: readonly Point[]): Sheet {
  if (points.length === 0) return world_sheet(0, null);
  const { west, width } = longitudes_of(points);
  let south = 90;
  let north = -90;
  for (const [, lat] of points) {
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  const middle: Point = [west + width / 2, (south + north) / 2];
  if (width > 110 || north - south > 80) return world_sheet(middle[0], points);
  const projection = geoAzimuthalEqualArea().rotate([-middle[0], -middle[1]]).clipAngle(120).scale(SHEET).translate([0, 0]);
  return { projection, bounds: bounds_of(projection, points), kind: 'azimuthal' };
}

function world_sheet(lon: number, points: readonly Point[] | null): Sheet {
  const projection = geoEqualEarth().rotate([-lon, 0]).scale(SHEET).translate([0, 0]);
  const corners: Point[] = [-179.9, -90, 0, 90, 179.9].flatMap((east) => [-58, 0, 76].map((lat): Point => [lon + east, lat]));
  return { projection, bounds: bounds_of(projection, points ?? corners), kind: 'world' };
}

function bounds_of(projection: GeoProjection, points: readonly Point[]): Bounds {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    const at = projection([lon, lat]);
    if (at === null) continue;
    x0 = Math.min(x0, at[0]);
    x1 = Math.max(x1, at[0]);
    y0 = Math.min(y0, at[1]);
    y1 = Math.max(y1, at[1]);
  }
  return widened({ x0, y0, x1, y1 }, (LEAST_DEGREES * DEGREE) / 2);
}

function widened({ x0, y0, x1, y1 }: Bounds, least: number): Bounds {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const [half_x, half_y] = [Math.max(least, (x1 - x0) / 2), Math.max(least, (y1 - y0) / 2)];
  return { x0: x - half_x, y0: y - half_y, x1: x + half_x, y1: y + half_y };
}

export function fit_view({ bounds }: Sheet, { width, height }: Size): View {
  const room = Math.min(48, width / 8, height / 8);
  const k = Math.min((width - 2 * room) / (bounds.x1 - bounds.x0), (height - 2 * room) / (bounds.y1 - bounds.y0));
  return { k, x: width / 2 - (k * (bounds.x0 + bounds.x1)) / 2, y: height / 2 - (k * (bounds.y0 + bounds.y1)) / 2 };
}

/** Between the whole world in a corner and some 30 km across the canvas. */
export function clamp_scale(k: number, { width }: Size): number {
  return Math.min(Math.max(k, width / (SHEET * 12)), width / (0.25 * DEGREE));
}

/** Zoomed by `factor` around a point of the canvas that stays where it is. */
export function zoom_view(view: View, factor: number, size: Size, x = size.width / 2, y = size.height / 2): View {
  const k = clamp_scale(view.k * factor, size);
  const by = k / view.k;
  return { k, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
}

export function pan_view(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** What of the world is in the middle, and how large: the same on canvases of any size. */
export function camera_of(sheet: Sheet, view: View, { width, height }: Size): Camera | null {
  const at = sheet.projection.invert?.([(width / 2 - view.x) / view.k, (height / 2 - view.y) / view.k]);
  if (!at || !Number.isFinite(at[0]) || !Number.isFinite(at[1])) return null;
  return { lon: at[0], lat: at[1], scale: view.k * DEGREE };
}

export function view_of(sheet: Sheet, camera: Camera, size: Size): View {
  const at = sheet.projection([camera.lon, camera.lat]) ?? [0, 0];
  const k = clamp_scale(camera.scale / DEGREE, size);
  return { k, x: size.width / 2 - at[0] * k, y: size.height / 2 - at[1] * k };
}

/** Degrees that are seen, for asking after towns; the whole world where the edge lies beyond it. */
export function seen_degrees(sheet: Sheet, view: View, { width, height }: Size): readonly [west: number, south: number, east: number, north: number] {
  let [west, south, east, north] = [Infinity, 90, -Infinity, -90];
  const middle = camera_of(sheet, view, { width, height });
  if (middle === null) return [-180, -90, 180, 90];
  for (let i = 0; i <= 4; i++) {
    for (let j = 0; j <= 4; j++) {
      const sheet_at: [number, number] = [((width * i) / 4 - view.x) / view.k, ((height * j) / 4 - view.y) / view.k];
      const at = sheet.projection.invert?.(sheet_at);
      if (!at || !Number.isFinite(at[0])) return [-180, -90, 180, 90];
      const lon = middle.lon + ((at[0] - middle.lon + 540) % 360) - 180;
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, at[1]);
      north = Math.max(north, at[1]);
    }
  }
  return west < -180 || east > 180 || east - west > 180 ? [-180, south, 180, north] : [west, south, east, north];
}
