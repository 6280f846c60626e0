/* The layers of a map, each painted onto a canvas from what is given: land and borders; the marks; the names. */
import type { GeoProjection } from 'd3-geo';
import { geoPath } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { place_labels, Taken, type Label, type Wish } from './labels.ts';
import type { Bounds, Size, View } from './projection.ts';
import { glyphs_within, type Glyph, type Scene } from './scene.ts';
import { SIZES, type Palette, type Sprites, type SpriteSize } from './sprites.ts';

export interface BasePalette extends Palette {
  readonly sea: string;
  readonly land: string;
  readonly border: string;
  readonly focus: string;
  readonly sans: string;
}

/* ---- land ------------------------------------------------------------------------------------------------------------------- */

export interface Country {
  readonly name: string;
  readonly path: Path2D;
  readonly bounds: Bounds;
  /** Of its largest part, on the sheet; where its name goes, and how much room there is. */
  readonly middle: readonly [number, number];
  readonly span: number;
}

function largest_part(feature: Feature): Feature {
  if (feature.geometry.type !== 'MultiPolygon') return feature;
  const plane = geoPath();
  const parts = feature.geometry.coordinates.map((coordinates): Geometry => ({ type: 'Polygon', coordinates }));
  const geometry = parts.reduce((a, b) => (plane.area(b) > plane.area(a) ? b : a));
  return { type: 'Feature', properties: {}, geometry };
}

/** The countries as paths on the sheet. */
export function countries_on(projection: GeoProjection, outlines: FeatureCollection<Geometry, { name?: string }>): Country[] {
  const path = geoPath(projection);
  const countries: Country[] = [];
  for (const feature of outlines.features) {
    const drawn = path(feature);
    if (drawn === null || drawn === '') continue;
    const [[x0, y0], [x1, y1]] = path.bounds(feature);
    const part = largest_part(feature);
    const [left, right] = path.bounds(part);
    countries.push({
      name: feature.properties?.name ?? '',
      path: new Path2D(drawn),
      bounds: { x0, y0, x1, y1 },
      middle: path.centroid(part),
      span: right[0] - left[0],
    });
  }
  return countries;
}

/** What of the sheet is on the canvas. */
export function seen_bounds(view: View, { width, height }: Size, margin = 0): Bounds {
  return {
    x0: (-margin - view.x) / view.k,
    y0: (-margin - view.y) / view.k,
    x1: (width + margin - view.x) / view.k,
    y1: (height + margin - view.y) / view.k,
  };
}

function meets(a: Bounds, b: Bounds): boolean {
  return a.x0 <= b.x1 && a.x1 >= b.x0 && a.y0 <= b.y1 && a.y1 >= b.y0;
}

export function paint_land(ctx: CanvasRenderingContext2D, countries: readonly Country[], view: View, size: Size, ratio: number, palette: BasePalette): void {
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = palette.sea;
  ctx.fillRect(0, 0, size.width, size.height);
  ctx.setTransform(ratio * view.k, 0, 0, ratio * view.k, ratio * view.x, ratio * view.y);
  const seen = seen_bounds(view, size);
  const drawn = countries.filter((country) => meets(country.bounds, seen));
  ctx.fillStyle = palette.land;
  ctx.lineJoin = 'round';
  for (const { path } of drawn) ctx.fill(path);
  ctx.strokeStyle = palette.border;
  ctx.lineWidth = 1.1 / view.k;
  for (const { path } of drawn) ctx.stroke(path);
}

/* ---- marks ------------------------------------------------------------------------------------------------------------------ */

/** How many symbols of one place stand side by side; the others are counted. */
const SIDE_BY_SIDE = 4;

export function size_for(glyphs: number, { width, height }: Size): SpriteSize {
  const room = Math.sqrt((width * height) / Math.max(1, glyphs));
  return room > 44 ? 'large' : room > 22 ? 'middle' : 'small';
}

/** How far from its point a glyph reaches. */
export function reach_of(glyph: Glyph, size: SpriteSize): { readonly x: number; readonly y: number } {
  const shown = size === 'small' ? 1 : Math.min(SIDE_BY_SIDE, glyph.said.length);
  const radius = SIZES[size] + 2;
  const rest = size !== 'small' && glyph.said.length > SIDE_BY_SIDE ? 7 * `+${glyph.said.length - SIDE_BY_SIDE}`.length : 0;
  return { x: radius * shown + rest, y: radius };
}

/* Browsers note what is drawn and draw it later, all at once; copying from the canvas makes them draw it now, in this frame's share. */
function flush({ canvas }: CanvasRenderingContext2D, drop: CanvasRenderingContext2D | null): void {
  drop?.drawImage(canvas, 0, 0, 1, 1, 0, 0, 1, 1);
}

function paint_glyph(ctx: CanvasRenderingContext2D, glyph: Glyph, x: number, y: number, size: SpriteSize, sprites: Sprites, palette: BasePalette): void {
  const shown = size === 'small' ? 1 : Math.min(SIDE_BY_SIDE, glyph.said.length);
  const step = (SIZES[size] + 1) * 2;
  const hidden = glyph.said.length - shown;
  for (let i = shown - 1; i >= 0; i--) {
    const sprite = sprites.of((glyph.said[i] as Glyph['said'][number]).face, size);
    const side = sprite.width / sprites.ratio;
    ctx.drawImage(sprite, x + (i - (shown - 1) / 2) * step - side / 2, y - side / 2, side, side);
  }
  if (hidden <= 0 || size === 'small') return;
  ctx.font = `600 10px ${palette.sans}`;
  ctx.textAlign = 'start';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.land;
  ctx.strokeText(`+${hidden}`, x + (shown * step) / 2 + 1, y);
  ctx.fillStyle = palette.ink;
  ctx.fillText(`+${hidden}`, x + (shown * step) / 2 + 1, y);
}

/** After how many marks painting may rest. */
const STEP = 1000;

/** Paints the marks that are seen and gives them back, those with most claims first. Where marks lie closer than two pixels and look
    alike one stands for all: the picture is the same. */
export function* paint_marks(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  view: View,
  size: Size,
  sprites: Sprites,
  palette: BasePalette,
): Generator<void, { seen: Glyph[]; mark: SpriteSize }> {
  const bounds = seen_bounds(view, size, 24);
  const seen = glyphs_within(scene, bounds.x0, bounds.y0, bounds.x1, bounds.y1);
  const mark = size_for(seen.length, size);
  ctx.setTransform(sprites.ratio, 0, 0, sprites.ratio, 0, 0);
  const painted = new Map<number, unknown>();
  const drop = document.createElement('canvas').getContext('2d');
  for (let i = seen.length - 1; i >= 0; i--) {
    if (i % STEP === 0) {
      flush(ctx, drop);
      yield;
    }
    const glyph = seen[i] as Glyph;
    const [x, y] = [glyph.x * view.k + view.x, glyph.y * view.k + view.y];
    if (mark === 'small') {
      const cell = Math.round(x / 2) * 65_536 + Math.round(y / 2);
      const face = glyph.said[0]?.face;
      if (painted.get(cell) === face) continue;
      painted.set(cell, face);
    }
    paint_glyph(ctx, glyph, x, y, mark, sprites, palette);
  }
  return { seen, mark };
}

/** A ring around the chosen place. */
export function paint_ring(ctx: CanvasRenderingContext2D, glyph: Glyph, view: View, mark: SpriteSize, palette: BasePalette): void {
  const [x, y] = [glyph.x * view.k + view.x, glyph.y * view.k + view.y];
  const reach = reach_of(glyph, mark);
  for (const [style, width] of [
    [palette.paper, 6],
    [palette.focus, 3],
  ] as const) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.roundRect(x - reach.x - 5, y - reach.y - 5, 2 * reach.x + 10, 2 * reach.y + 10, reach.y + 5);
    ctx.stroke();
  }
}

/* ---- names ------------------------------------------------------------------------------------------------------------------ */

export interface TownAt {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly region: boolean;
}

const MOST_PLACE_NAMES = 160;

function* wishes(seen: readonly Glyph[], mark: SpriteSize, towns: readonly TownAt[], countries: readonly Country[], view: View, palette: BasePalette): Generator<Wish> {
  const at = (x: number, y: number): { x: number; y: number } => ({ x: x * view.k + view.x, y: y * view.k + view.y });
  const named = new Set<string>();
  for (const glyph of seen.slice(0, MOST_PLACE_NAMES)) {
    const reach = reach_of(glyph, mark);
    const text = glyph.name;
    named.add(text);
    yield { text, ...at(glyph.x, glyph.y), clear_x: reach.x, clear_y: reach.y, font: `600 13px ${palette.sans}`, height: 16, kind: 'place' };
  }
  for (const country of countries) {
    const room = country.span * view.k;
    if (room < 90 || named.has(country.name)) continue;
    const font = `500 ${room > 500 ? 15 : 12}px ${palette.sans}`;
    yield { text: country.name.toUpperCase(), ...at(...country.middle), clear_x: 0, clear_y: 0, font, height: 16, kind: 'country' };
  }
  for (const town of towns) {
    if (named.has(town.name)) continue;
    const kind = town.region ? 'region' : 'town';
    const font = town.region ? `italic 12px ${palette.sans}` : `12px ${palette.sans}`;
    yield { text: town.name, ...at(town.x, town.y), clear_x: 3, clear_y: 3, font, height: 15, kind };
  }
}

const measured = new Map<string, number>();

function width_of(ctx: CanvasRenderingContext2D, text: string, font: string): number {
  const key = `${font}\n${text}`;
  let width = measured.get(key);
  if (width === undefined) {
    ctx.font = font;
    width = ctx.measureText(text).width;
    if (measured.size > 20_000) measured.clear();
    measured.set(key, width);
  }
  return width;
}

function paint_label(ctx: CanvasRenderingContext2D, label: Label, palette: BasePalette): void {
  ctx.font = label.font;
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.land;
  ctx.fillStyle = label.kind === 'place' ? palette.ink : palette.soft;
  const [x, y] = [label.box.left, (label.box.top + label.box.bottom) / 2];
  ctx.strokeText(label.text, x, y);
  ctx.fillText(label.text, x, y);
  if (label.kind !== 'town') return;
  ctx.beginPath();
  ctx.arc(label.x, label.y, 1.8, 0, 2 * Math.PI);
  ctx.fill();
}

export interface Names {
  readonly seen: readonly Glyph[];
  readonly mark: SpriteSize;
  readonly towns: readonly TownAt[];
  readonly countries: readonly Country[];
}

export function paint_names(ctx: CanvasRenderingContext2D, names: Names, view: View, size: Size, palette: BasePalette): void {
  const taken = new Taken();
  for (const glyph of names.seen) {
    const reach = reach_of(glyph, names.mark);
    const [x, y] = [glyph.x * view.k + view.x, glyph.y * view.k + view.y];
    taken.add({ left: x - reach.x, top: y - reach.y, right: x + reach.x, bottom: y + reach.y });
    if (taken.size > 4000) break;
  }
  const seen = seen_bounds(view, size);
  const countries = names.countries.filter((country) => meets(country.bounds, seen));
  const labels = place_labels(wishes(names.seen, names.mark, names.towns, countries, view, palette), taken, size, (text, font) => width_of(ctx, text, font));
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.direction = 'ltr';
  ctx.lineJoin = 'round';
  for (const label of labels.reverse()) paint_label(ctx, label, palette);
}
