import assert from 'node:assert/strict';
import { test } from 'node:test';
import { set_words } from '../../src/lib/say.ts';
import english from '../../public/words/en.json';
import { day_words, days_between, place_precision, time_precision } from '../../src/lib/precision.ts';

set_words('en', english);

test('days are counted with both ends, over a change of clocks too', () => {
  assert.equal(days_between('2017-11-09', '2017-11-09'), 1);
  assert.equal(days_between('2017-10-28', '2017-10-30'), 3);
  assert.equal(days_between('2016-02-01', '2016-03-01'), 30);
});

test('what is not known is said to be unknown', () => {
  assert.equal(day_words(null, null), 'day unknown');
  assert.equal(time_precision(null, null, 'unknown').mark, '?');
  assert.equal(time_precision('2017-11-09', '2017-11-09', 'unknown').mark, '?');
  assert.equal(place_precision(null, null, null).mark, '?');
  assert.match(place_precision('Nowhere', null, null).words, /not found/);
});

test('a day that only the dispatch has is not shown as exact', () => {
  assert.equal(time_precision('2017-11-09', '2017-11-09', 'dispatch').mark, '○');
  assert.equal(time_precision('2017-11-09', '2017-11-09', 'explicit').mark, '●');
  assert.equal(time_precision('2017-11-06', '2017-11-12', 'relative').mark, '◐');
  assert.equal(time_precision('2017-11-01', '2017-11-30', 'explicit').mark, '○');
  assert.match(time_precision('2017-11-01', '2017-11-30', 'explicit').words, /within 30 days/);
});

test('days read as one day or as a span', () => {
  assert.equal(day_words('2017-11-09', '2017-11-09'), '9 Nov 2017');
  assert.equal(day_words('2017-11-07', '2017-11-08'), '7 Nov 2017 – 8 Nov 2017');
});

test('a region is not shown as a point', () => {
  assert.equal(place_precision('Raqqa', 1, 1).mark, '●');
  assert.equal(place_precision('Deir ez-Zor Governorate', 3, 4).mark, '○');
  assert.equal(place_precision('Syria', 3, 6).words, 'the country only');
});
