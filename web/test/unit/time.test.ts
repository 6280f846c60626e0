import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day_at, day_start, ticks_of, zoom_axis } from '../../src/time/axis.ts';
import { civil_of, day_of, day_of_civil, iso_of } from '../../src/time/day.ts';
import { set_words } from '../../src/lib/say.ts';
import english from '../../public/words/en.json';
import { extent_of, is_fuzzy, overlap, say_span, span_of } from '../../src/time/span.ts';

set_words('en', english);

test('days are whole numbers, and what is no day is none', () => {
  assert.equal(day_of('1970-01-02'), 1);
  assert.equal(day_of('2017-02-30'), null);
  assert.equal(day_of('2017-11'), null);
  assert.equal(iso_of(day_of('2016-02-29') ?? 0), '2016-02-29');
  assert.deepEqual(civil_of(day_of_civil(1932, 13, 1)), { year: 1933, month: 1, day: 1 });
});

test('a whole month or year was told by its name', () => {
  assert.equal(span_of('1932-07-01', '1932-07-31').sharpness, 'month');
  assert.equal(span_of('1932-01-01', '1932-12-31').sharpness, 'year');
  assert.equal(span_of('1932-07-01', '1932-07-30').sharpness, 'days');
  assert.equal(span_of('1932-07-01', null).sharpness, 'open');
  assert.equal(span_of(null, null).sharpness, 'unknown');
  assert.equal(say_span(span_of('1932-07-01', '1932-07-31')), 'July 1932');
  assert.equal(say_span(span_of(null, null)), 'day unknown');
});

test('what happens at a moment is fuzzy over several days; what lasts is not', () => {
  const days = span_of('1932-07-03', '1932-07-05');
  assert.equal(is_fuzzy(days, 'taken'), true);
  assert.equal(is_fuzzy(days, 'held'), false);
  assert.equal(is_fuzzy(span_of('1932-07-01', '1932-07-31'), 'held'), true);
  assert.equal(is_fuzzy(span_of('1932-07-03', '1932-07-03'), 'taken'), false);
});

test('spans meet on the days that both hold', () => {
  const meet = overlap(span_of('1932-07-03', '1932-07-05'), span_of('1932-07-05', null));
  assert.deepEqual(meet, { first: day_of('1932-07-05'), last: day_of('1932-07-05') });
  assert.equal(overlap(span_of('1932-07-03', '1932-07-04'), span_of('1932-07-05', '1932-07-06')), null);
  assert.equal(extent_of([span_of(null, null)]), null);
});

test('an axis gives each day its pixels and back, with ticks that do not touch', () => {
  const axis = { first: day_of('1932-01-01') ?? 0, last: day_of('1932-12-31') ?? 0, width: 732 };
  assert.equal(day_start(axis, axis.first + 1), 2);
  assert.equal(day_at(axis, 3), axis.first + 1);
  assert.equal(day_at(axis, 9999), axis.last);
  const ticks = ticks_of(axis, 84);
  assert.deepEqual(ticks.map(({ label }) => label), ['Jan 1932', 'Apr', 'Jul', 'Oct']);
  const near = zoom_axis(axis, 1000);
  assert.equal(near.last - near.first, 2);
});
