import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Card, ReviewAnswer, Stretch } from '../../src/lib/answers.ts';
import { day_of } from '../../src/time/day.ts';
import { at_odds_first, gaps_of, join_ends, joins_of, lay_lane } from '../../src/views/place/layout.ts';
import { DEFAULT_KEYS, action_of, is_free_key, load_keys, read_keys, save_keys, with_key, write_keys } from '../../src/views/review/keys.ts';
import { act, is_date, shift_edtf, shown_after, take } from '../../src/views/review/model.ts';
import { segments_of } from '../../src/views/review/segments.ts';
import { order_of } from '../../src/views/voices/order.ts';

const AXIS = { first: day_of('1932-07-01') ?? 0, last: day_of('1932-07-31') ?? 0, width: 1240 };

function stretch(claim: string, first: string | null, last: string | null, against: readonly string[] = []): Stretch {
  return {
    claim,
    short_id: claim,
    first_day: first,
    last_day: last,
    time_basis: 'explicit',
    state: 'taken',
    holder: null,
    holder_code: null,
    from: null,
    polarity: 'affirmed',
    certainty: 'certain',
    tense: 'past',
    claims: 1,
    words: null,
    source: null,
    dispatch_date: null,
    contradicted_by: against,
  };
}

const lane = (...stretches: Stretch[]) => ({ claimant: 'Radio Alto', basis: 'claimant', voices: 1, dispatches: 1, stretches });

test('stretches that would touch go into rows; a month is hatched; what has no day is listed', () => {
  const laid = lay_lane(AXIS, lane(stretch('A', '1932-07-03', '1932-07-03'), stretch('B', '1932-07-03', '1932-07-04'), stretch('C', '1932-07-01', '1932-07-31'), stretch('D', null, null), stretch('E', '1933-01-01', '1933-01-01')));
  assert.equal(laid.rows, 3);
  assert.deepEqual(laid.undated.map(({ claim }) => claim), ['D']);
  assert.equal(laid.outside, 1);
  assert.deepEqual(laid.bars.map(({ stretch: one, fuzzy }) => [one.claim, fuzzy]), [['C', true], ['B', true], ['A', false]]);
});

test('between stretches lies a gap, and nothing is interpolated', () => {
  const laid = lay_lane(AXIS, lane(stretch('A', '1932-07-02', '1932-07-02'), stretch('B', '1932-07-30', '1932-07-30')));
  assert.deepEqual(gaps_of(AXIS, laid), [{ from: 0, to: 40 }, { from: 80, to: 1160 }, { from: 1200, to: 1240 }]);
});

test('a contradiction is joined once, on a day that both speak of', () => {
  const lanes = [lay_lane(AXIS, lane(stretch('A', '1932-07-03', '1932-07-05', ['B', 'gone']))), lay_lane(AXIS, lane(stretch('B', '1932-07-05', '1932-07-06', ['A'])))];
  const joins = joins_of(lanes);
  assert.deepEqual(joins, [{ a: { lane: 0, bar: 0 }, b: { lane: 1, bar: 0 } }]);
  const [a, b] = lanes.map(({ bars }) => bars[0]);
  assert.ok(a !== undefined && b !== undefined);
  assert.deepEqual(join_ends(a, b), { ax: 180, bx: 180 });
});

test('lanes in which something contradicts stand first', () => {
  const lanes = [lay_lane(AXIS, lane(stretch('A', '1932-07-03', '1932-07-05'))), lay_lane(AXIS, lane(stretch('B', '1932-07-03', '1932-07-05', ['C']))), lay_lane(AXIS, lane(stretch('C', '1932-07-04', '1932-07-05', ['B'])))];
  assert.deepEqual(at_odds_first(lanes).map(({ bars }) => bars[0]?.stretch.claim), ['B', 'C', 'A']);
});

test('voices at odds with the same others stand together', () => {
  const cell = (a: number, b: number) => ({ a, b, contradicts: 3, denies: 0, fields: {} });
  const answer = { claimants: ['P', 'Q', 'R', 'S'], cells: [cell(0, 1), cell(0, 3), cell(1, 2), cell(2, 3)], truncated: false };
  const order = order_of(answer, 'alike');
  assert.equal(Math.abs(order.indexOf(0) - order.indexOf(2)), 1);
  assert.equal(Math.abs(order.indexOf(1) - order.indexOf(3)), 1);
  assert.deepEqual(order_of(answer, 'amount'), [0, 1, 2, 3]);
});

test('one key an action: a key that is given away is exchanged, and kept as the terminal writes it', () => {
  const keys = with_key(DEFAULT_KEYS, 'accept', 'r');
  assert.equal(action_of(keys, 'r'), 'accept');
  assert.equal(action_of(keys, 'a'), 'reject');
  const spaced = with_key(DEFAULT_KEYS, 'accept', ' ');
  assert.equal(write_keys(spaced), 'accept = space\n');
  assert.deepEqual(read_keys('# mine\naccept = space\n'), spaced);
  assert.equal(read_keys('accept = r'), null);
  assert.equal(is_free_key('Tab'), false);
  const kept = new Map<string, string>();
  const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text), removeItem: (name: string) => void kept.delete(name) };
  save_keys(storage, spaced);
  assert.deepEqual(load_keys(storage), spaced);
  save_keys(storage, DEFAULT_KEYS);
  assert.equal(kept.size, 0);
});

const CARD: Card = {
  id: 'C1',
  short_id: 'C1',
  says: 'Fuerte Alto taken',
  claimant: 'Radio Alto',
  trigger: 'cayó',
  text: '🙂 Fuerte Alto cayó',
  spans: [{ start: 2, end: 18, mark: 'clause' }, { start: 14, end: 18, mark: 'trigger' }],
  dispatch: 'D1',
  source: null,
  date: null,
  title: null,
  lang: 'es',
  values: { days: '1932-07-03', place: null, type: 'ASSAULT', actor: null },
  shown: { days: null, place: null, type: null, actor: null },
  edited: { days: false, place: false, type: false, actor: false },
  manner: null,
  recipients: null,
  against: [],
  own: null,
  others: [],
  verdict: null,
};
const REVIEW: ReviewAnswer = { coder: 'ana', writable: true, total: 3, decided: 0, at: 1, previous: 'C0', next: 'C2', next_open: 'C2', card: CARD };

test('a verdict goes on to the next open claim, a correction stays', () => {
  const accept = act(REVIEW, 'accept');
  assert.deepEqual(accept, { kind: 'decide', decision: { kind: 'accept', claim: 'C1' } });
  assert.equal(shown_after(REVIEW, { kind: 'accept', claim: 'C1' }), 'C2');
  assert.equal(shown_after(REVIEW, { kind: 'edit', claim: 'C1' }), 'C1');
  assert.deepEqual(act(REVIEW, 'back'), { kind: 'show', claim: 'C0' });
  assert.equal(act({ ...REVIEW, next: null }, 'on').kind, 'none');
  assert.equal(act({ ...REVIEW, card: null }, 'accept').kind, 'none');
});

test('days move at both ends; an open end stays open', () => {
  assert.equal(shift_edtf('1932-07-31', 1), '1932-08-01');
  assert.equal(shift_edtf('../1932-07-01', -1), '../1932-06-30');
  assert.equal(shift_edtf('1932-07', 1), null);
  assert.equal(shift_edtf(null, 1), null);
  assert.ok(is_date('1932-07') && is_date('1932-07-03/1932-07-05') && !is_date('July') && !is_date('..'));
});

test('prompts make decisions, and refuse what cannot be one', () => {
  assert.deepEqual(take(CARD, 'day', '1932-07-04'), { decision: { kind: 'edit', claim: 'C1', field: 'days', old_value: '1932-07-03', value: '1932-07-04' } });
  assert.ok('message' in take(CARD, 'day', 'yesterday'));
  assert.ok('message' in take(CARD, 'add', 'not there'));
  assert.deepEqual(take(CARD, 'add-type', 'ASSAULT', 'cayó'), { decision: { kind: 'add', claim: 'C1', value: 'ASSAULT', words: 'cayó' } });
});

test('spans count code points, and the narrower meaning shows', () => {
  assert.deepEqual(segments_of(CARD), [
    { text: '🙂 ', mark: null },
    { text: 'Fuerte Alto ', mark: 'clause' },
    { text: 'cayó', mark: 'trigger' },
  ]);
});
