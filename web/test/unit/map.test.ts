import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse_route } from '../../src/lib/route.ts';
import { assign_symbols, corners_of, outline_of, SHAPES } from '../../src/marks/symbol.ts';
import type { MapAnswer } from '../../src/lib/answers.ts';
import { day_of } from '../../src/time/day.ts';
import { rounded_box } from '../../src/views/map/data.ts';
import { view_after_key, view_after_touch } from '../../src/views/map/gestures.ts';
import { place_labels, Taken, type Wish } from '../../src/views/map/labels.ts';
import { camera_of, fit_view, longitudes_of, sheet_for, view_of, zoom_view } from '../../src/views/map/projection.ts';
import { glyph_at, glyphs_within, holders_of, marks_of, scene_of } from '../../src/views/map/scene.ts';
import { read_state, window_of, write_look } from '../../src/views/map/state.ts';

const SIZE = { width: 800, height: 600 };

test('the first holders get a shape of their own, later ones another letter, and symbols once given stay', () => {
  const holders = Array.from({ length: 12 }, (_, i) => ({ code: `C${i}`, label: `Corps ${String.fromCharCode(65 + i)}` }));
  const symbols = assign_symbols(holders);
  assert.equal(new Set([...symbols.values()].slice(0, 9).map(({ shape }) => shape)).size, SHAPES.length);
  assert.equal(new Set([...symbols.values()].map(({ shape, letter }) => shape + letter)).size, 12);
  const later = assign_symbols([{ code: 'X', label: 'Newcomers' }, ...holders], symbols);
  assert.equal(later.get('C0'), symbols.get('C0'));
  for (const shape of SHAPES) assert.ok(shape === 'circle' || (corners_of(shape, 9)?.length ?? 0) >= 3);
  assert.deepEqual([1, 2, 3, 0].map(outline_of), ['solid', 'dashed', 'dotted', 'dotted']);
});

test('the address says the day, the lanes and the part of the world', () => {
  const state = read_state(parse_route('/map?on=1932-07-03&claimant=Radio+Alto#at=-19.2,-59.8,120&beside=*&chosen=L1&days=7&show=control'));
  assert.deepEqual(state, {
    on: day_of('1932-07-03'),
    days: 7,
    claimant: 'Radio Alto',
    beside: '*',
    control_only: true,
    camera: { lat: -19.2, lon: -59.8, scale: 120 },
    chosen: 'L1',
  });
  assert.deepEqual(write_look({ days: 1, control_only: false, camera: null }), { days: null, show: null, at: null });
  assert.equal(read_state(parse_route('/map#at=99,0,1&days=-3')).camera, null);
  assert.deepEqual(window_of(10, 7), { first: 4, last: 10 });
  assert.equal(window_of(10, 0), null);
});

test('marks across the date line are near each other', () => {
  assert.deepEqual(longitudes_of([[179, 0], [-179, 1]]), { west: 179, width: 2 });
});

test('a fitted sheet shows all marks, and a camera comes back to where it was', () => {
  const points = [[-60, -19], [-58, -22], [-62, -21]] as const;
  const sheet = sheet_for(points);
  const view = fit_view(sheet, SIZE);
  for (const point of points) {
    const at = sheet.projection([point[0], point[1]]) ?? [NaN, NaN];
    const [x, y] = [at[0] * view.k + view.x, at[1] * view.k + view.y];
    assert.ok(x > 0 && x < SIZE.width && y > 0 && y < SIZE.height);
  }
  const camera = camera_of(sheet, view, SIZE);
  assert.ok(camera !== null);
  const back = view_of(sheet, camera, SIZE);
  assert.ok(Math.abs(back.x - view.x) < 1e-6 && Math.abs(back.k - view.k) < 1e-9);
  assert.equal(sheet_for([[-100, 0], [100, 40]]).kind, 'world');
});

test('keys pan and zoom; what is under the fingers stays there', () => {
  const view = { k: 10, x: 0, y: 0 };
  assert.deepEqual(view_after_key(view, 'ArrowRight', SIZE), { k: 10, x: -64, y: 0 });
  assert.ok((view_after_key(view, '+', SIZE)?.k ?? 0) > 10);
  assert.equal(view_after_key(view, 'a', SIZE), null);
  const pinched = view_after_touch(view, [{ x: 100, y: 100 }, { x: 200, y: 100 }], [{ x: 100, y: 100 }, { x: 300, y: 100 }], SIZE);
  assert.ok(Math.abs(pinched.k - 20) < 1e-9 && Math.abs(pinched.x + 100) < 1e-9);
  const zoomed = zoom_view(view, 2, SIZE, 50, 60);
  assert.equal((50 - zoomed.x) / zoomed.k, 5);
});

const ANSWER: MapAnswer = {
  places: [['L1', 'Fuerte Alto', -19, -60, 'PY'], ['L2', 'Laguna Seca', -20, -61, 'BO']],
  actors: [['BOLMIL', 'Bolivia: armed forces'], [null, 'the raiders']],
  claimants: ['Radio Alto', 'El Heraldo'],
  marks: [
    ['C1', 0, 0, 0, 'taken', 'ASSAULT', 1, '1932-07-03', '1932-07-03', 'affirmed'],
    ['C2', 0, 0, 1, 'taken', 'ASSAULT', 1, '1932-07-03', '1932-07-03', 'affirmed'],
    ['C3', 0, 1, 1, 'held', 'STATE', 1, '1932-07-03', '1932-07-04', 'negated'],
    ['C4', 1, null, 0, null, 'ASSAULT', 3, '1932-07-09', '1932-07-09', 'affirmed'],
  ],
  unplaced: 0,
  undated: 0,
  truncated: false,
};

test('one place is one glyph; claims that tell the same share a symbol, and no point is moved', () => {
  const marks = marks_of(ANSWER);
  const sheet = sheet_for(marks.map(({ lon, lat }) => [lon, lat]));
  const symbols = assign_symbols(holders_of(marks));
  const all = scene_of(marks, { window: null, control_only: false }, sheet, symbols);
  assert.deepEqual(all.glyphs.map(({ name, claims }) => [name, claims]), [['Fuerte Alto', 3], ['Laguna Seca', 1]]);
  assert.deepEqual(all.glyphs[0]?.said.map(({ marks: of_face }) => of_face.length), [2, 1]);
  assert.equal(all.glyphs[0]?.said[1]?.face.negated, true);
  assert.deepEqual([all.glyphs[0]?.x, all.glyphs[0]?.y], sheet.projection([-60, -19]));
  const day = day_of('1932-07-04') ?? 0;
  const later = scene_of(marks, { window: { first: day, last: day }, control_only: false }, sheet, symbols);
  assert.equal(later.claims, 1);
  assert.equal(scene_of(marks, { window: null, control_only: true }, sheet, symbols).claims, 3);
  const glyph = all.glyphs[1] as (typeof all.glyphs)[number];
  assert.equal(glyph_at(all, glyph.x + 1, glyph.y, 2), glyph);
  assert.equal(glyph_at(all, glyph.x + 5, glyph.y, 2), null);
  assert.equal(glyphs_within(all, glyph.x - 1, glyph.y - 1, glyph.x + 1, glyph.y + 1).length, 1);
});

test('names do not overlap; the weightier is written first', () => {
  const wish = (text: string, x: number): Wish => ({ text, x, y: 50, clear_x: 5, clear_y: 5, font: '', height: 14, kind: 'country' });
  const taken = new Taken();
  taken.add({ left: 190, top: 40, right: 210, bottom: 60 });
  const labels = place_labels([wish('First', 60), wish('Second', 70), wish('Third', 120), wish('Mark', 200)], taken, { width: 300, height: 100 }, () => 40);
  assert.deepEqual(labels.map(({ text }) => text), ['First', 'Third']);
});

test('small moves of the map ask for the same towns', () => {
  assert.equal(rounded_box([30.1, 30.2, 38.1, 38.2]), rounded_box([30.3, 30.4, 38.4, 38.3]));
});
