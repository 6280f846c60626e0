/* What stands on the map: one place, one glyph. Claims of a place that tell the same holder and the same state share a symbol; where
   voices differ their symbols stand side by side, centred on the point. No point is moved. */
import { quadtree, type Quadtree } from 'd3-quadtree';
import type { MapAnswer, Mark } from '../../lib/answers.ts';
import { filling_of, holder_key, NOBODY, outline_of, type Filling, type Holder, type Outline, type Symbol } from '../../marks/symbol.ts';
import { day_of, type Day } from '../../time/day.ts';
import { is_fuzzy, span_of } from '../../time/span.ts';
import type { Sheet } from './projection.ts';

/** How one symbol of a glyph looks: everything that a sprite is drawn from. */
export interface Face {
  readonly symbol: Symbol;
  /** Is it a claim of control? */
  readonly states: boolean;
  readonly filling: Filling;
  readonly outline: Outline;
  readonly negated: boolean;
  /** The day is not sharply known. */
  readonly fuzzy: boolean;
}

export interface Said {
  readonly face: Face;
  /** Claims, in the order of the answer. */
  readonly marks: readonly Mark[];
}

export interface Glyph {
  readonly place: string;
  readonly name: string;
  readonly country: string | null;
  /** On the sheet. */
  readonly x: number;
  readonly y: number;
  /** Most claimed first; claims that name no state come last. */
  readonly said: readonly Said[];
  readonly claims: number;
}

export interface Scene {
  /** Those with most claims first. */
  readonly glyphs: readonly Glyph[];
  /** x and y of each glyph, one after the other: quick to go through. */
  readonly points: Float64Array;
  readonly tree: Quadtree<Glyph>;
  readonly claims: number;
}

export interface MarkFilter {
  /** null: all days. */
  readonly window: { readonly first: Day; readonly last: Day } | null;
  readonly control_only: boolean;
}

/** The rows of an answer with what their numbers stand for. */
export function marks_of(answer: MapAnswer): Mark[] {
  return answer.marks.flatMap(([claim, at, by, claimant, state, type, geo_precision, first_day, last_day, polarity]): Mark[] => {
    const place = answer.places[at];
    if (place === undefined) return [];
    const [id, name, lat, lon, country] = place;
    const [code, label] = by === null ? [null, null] : (answer.actors[by] ?? [null, null]);
    const who = answer.claimants[claimant] ?? '';
    return [{ claim, claimant: who, type, state, holder: label, holder_code: code, polarity, first_day, last_day, place: id, name, country, lat, lon, geo_precision }];
  });
}

function fits(mark: Mark, filter: MarkFilter): boolean {
  if (filter.control_only && mark.state === null) return false;
  if (filter.window === null) return true;
  return (day_of(mark.first_day) ?? -Infinity) <= filter.window.last && (day_of(mark.last_day) ?? Infinity) >= filter.window.first;
}

/* Faces of one scene, each once. */
class Faces {
  private readonly known = new Map<string, Face>();

  constructor(private readonly symbols: ReadonlyMap<string, Symbol>) {}

  of(mark: Mark): Face {
    const { state, polarity } = mark;
    const fuzzy = is_fuzzy(span_of(mark.first_day, mark.last_day), state);
    const outline = outline_of(mark.geo_precision);
    const holder = mark.holder === null ? '' : holder_key({ code: mark.holder_code, label: mark.holder });
    const key = `${holder}\n${state} ${outline} ${polarity} ${fuzzy}`;
    let face = this.known.get(key);
    if (face === undefined) {
      face = {
        symbol: this.symbols.get(holder) ?? NOBODY,
        states: state !== null,
        filling: state === null ? 'full' : filling_of(state),
        outline,
        negated: polarity === 'negated',
        fuzzy,
      };
      const same = [...this.known.values()].find((one) => face_key(one) === face_key(face as Face));
      face = same ?? face;
      this.known.set(key, face);
    }
    return face;
  }
}

export function face_key({ symbol, states, filling, outline, negated, fuzzy }: Face): string {
  return `${symbol.holder}\n${symbol.shape}${symbol.letter} ${filling} ${outline} ${states} ${negated} ${fuzzy}`;
}

function group_place(marks: readonly Mark[], faces: Faces): Said[] {
  const said = new Map<Face, Mark[]>();
  for (const mark of marks) {
    const face = faces.of(mark);
    const group = said.get(face);
    if (group === undefined) said.set(face, [mark]);
    else group.push(mark);
  }
  const groups = [...said].map(([face, of_face]): Said => ({ face, marks: of_face }));
  return groups.sort((a, b) => Number(b.face.states) - Number(a.face.states) || b.marks.length - a.marks.length);
}

/** The holders that marks name, those named most first. */
export function holders_of(marks: readonly Mark[]): Holder[] {
  const counted = new Map<string, { holder: Holder; claims: number }>();
  for (const mark of marks) {
    if (mark.holder === null) continue;
    const holder = { code: mark.holder_code, label: mark.holder };
    const key = holder_key(holder);
    const known = counted.get(key);
    if (known === undefined) counted.set(key, { holder, claims: 1 });
    else known.claims++;
  }
  return [...counted.values()].sort((a, b) => b.claims - a.claims || (holder_key(a.holder) < holder_key(b.holder) ? -1 : 1)).map(({ holder }) => holder);
}

/** The scene of marks on a sheet. Points that the projection cannot show (the far side of the globe) are left out. */
export function scene_of(marks: readonly Mark[], filter: MarkFilter, sheet: Sheet, symbols: ReadonlyMap<string, Symbol>): Scene {
  const by_place = new Map<string, Mark[]>();
  let claims = 0;
  for (const mark of marks) {
    if (!fits(mark, filter)) continue;
    claims++;
    const of_place = by_place.get(mark.place);
    if (of_place === undefined) by_place.set(mark.place, [mark]);
    else of_place.push(mark);
  }
  const faces = new Faces(symbols);
  const glyphs: Glyph[] = [];
  for (const [place, of_place] of by_place) {
    const { name, country, lat, lon } = of_place[0] as Mark;
    const at = sheet.projection([lon, lat]);
    if (at === null) continue;
    glyphs.push({ place, name, country, x: at[0], y: at[1], said: group_place(of_place, faces), claims: of_place.length });
  }
  glyphs.sort((a, b) => b.claims - a.claims || (a.place < b.place ? -1 : 1));
  const tree = quadtree<Glyph>()
    .x((glyph) => glyph.x)
    .y((glyph) => glyph.y)
    .addAll(glyphs);
  const points = new Float64Array(2 * glyphs.length);
  glyphs.forEach(({ x, y }, i) => points.set([x, y], 2 * i));
  return { glyphs, points, tree, claims };
}

/** The glyph at a point of the sheet, no farther than `reach`. */
export function glyph_at(scene: Scene, x: number, y: number, reach: number): Glyph | null {
  return scene.tree.find(x, y, reach) ?? null;
}

/** Glyphs inside a rectangle of the sheet, most claims first: in the order of the scene, which was sorted once. */
export function glyphs_within({ glyphs, points }: Scene, x0: number, y0: number, x1: number, y1: number): Glyph[] {
  return glyphs.filter((_, i) => {
    const x = points[2 * i] as number;
    const y = points[2 * i + 1] as number;
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  });
}
