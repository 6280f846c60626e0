import assert from 'node:assert/strict';
import { test } from 'node:test';
import { set_words } from '../../src/lib/say.ts';
import english from '../../public/words/en.json';
import { check_words, layers_shown, marks_of, switch_layer } from '../../src/lib/marks.ts';
import type { DispatchDetail, TextSpan } from '../../src/lib/types.ts';

const span = (kind: TextSpan['kind'], start: number, end: number, more: Partial<TextSpan> = {}): TextSpan => ({ kind, start, end, id: null, label: null, value: null, ...more });

function dispatch(text: string, spans: readonly TextSpan[]): DispatchDetail {
  const unknown = { given_id: null, date: null, source: null, title: null, date_basis: null, first_day: null, last_day: null, lang: null };
  const nothing = { lang_basis: null, url: null, hash: null, pack: null, version: null, claims: [], truncated: false };
  return { id: 'D1', short_id: 'D1', ...unknown, ...nothing, characters: [...text].length, store: 'full', start: 0, end: [...text].length, text, spans };
}

set_words('en', english);

test('spans become marks at their place in the string, sentences and masked persons none', () => {
  const marks = marks_of(dispatch('😀 Raqqa', [span('sentence', 0, 7), span('person', 0, 1), span('place', 2, 7, { label: 'Raqqa', value: '5' })]));
  assert.deepEqual(marks.map(({ start, end, layer, words }) => [start, end, layer, words]), [[3, 8, 'place', 'place: Raqqa, 5']]);
});

test('the parts of a claim belong to its layer and know their claim', () => {
  const marks = marks_of(dispatch('the army took it', [span('trigger', 9, 13, { id: 'C1' }), span('claim', 0, 16, { id: 'C1' })]));
  assert.deepEqual(marks.map(({ layer, part, claim }) => [layer, part, claim]), [['claim', 'whole', 'C1'], ['claim', 'trigger', 'C1']]);
});

test('a check says what it holds against the map', () => {
  const border = span('check', 0, 4, { label: 'border', value: 'JO', holds: false, distance_km: 231.4 });
  assert.equal(check_words(border), 'on the border with Jordan: does not hold, 231 km from it');
  assert.equal(check_words(span('check', 0, 4, { label: 'in', value: 'SY', holds: true })), 'in Syria: holds');
});

test('layers are switched one by one, and the usual ones need no word in the address', () => {
  const usual = layers_shown(null);
  assert.ok(usual.has('claim') && !usual.has('shared'));
  const without = switch_layer(usual, 'claim');
  assert.ok(without !== null && !layers_shown(without).has('claim'));
  assert.equal(switch_layer(layers_shown(without), 'claim'), null);
  assert.equal(switch_layer(layers_shown('claim'), 'claim'), 'none');
  assert.equal(layers_shown('none').size, 0);
});

test('marks of a part of a text are counted from where the part begins, and cut where it does', () => {
  const whole = dispatch('0123456789', [{ kind: 'place', start: 2, end: 6, id: 'L1', label: 'Here', value: null }]);
  const part = { ...whole, start: 4, end: 10, text: '456789' };
  assert.deepEqual(marks_of(part).map(({ start, end }) => [start, end]), [[0, 2]]);
});
