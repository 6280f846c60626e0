import assert from 'node:assert/strict';
import { test } from 'node:test';
import { block_at, CodePoints, cut_blocks, part_ranges, spans_by_block } from '../../src/lib/ranges.ts';

const named = (name: string, start: number, end: number) => ({ name, start, end });
const written = (spans: readonly { name: string; start: number; end: number }[], from: number, to: number) =>
  part_ranges(spans, from, to).map((segment) => `${segment.start}-${segment.end}:${segment.spans.map((span) => span.name).join('')}`);

test('a text without spans is one segment', () => {
  assert.deepEqual(written([], 0, 10), ['0-10:']);
  assert.deepEqual(written([], 3, 3), []);
});

test('overlapping spans are cut where one begins or ends', () => {
  assert.deepEqual(written([named('a', 2, 6), named('b', 4, 8)], 0, 10), ['0-2:', '2-4:a', '4-6:ab', '6-8:b', '8-10:']);
});

test('nested and equal spans keep the order in which they came', () => {
  assert.deepEqual(written([named('a', 0, 9), named('b', 3, 5), named('c', 3, 5)], 0, 9), ['0-3:a', '3-5:abc', '5-9:a']);
});

test('spans that meet do not overlap', () => {
  assert.deepEqual(written([named('a', 0, 5), named('b', 5, 9)], 0, 9), ['0-5:a', '5-9:b']);
});

test('only what lies in the window counts', () => {
  assert.deepEqual(written([named('a', 0, 100), named('b', 2, 4), named('c', 90, 95)], 10, 20), ['10-20:a']);
  assert.deepEqual(written([named('empty', 12, 12)], 10, 20), ['10-20:']);
});

test('segments follow each other without a gap, whatever the spans', () => {
  const spans = Array.from({ length: 60 }, (_, i) => named(String(i), (i * 37) % 101, ((i * 37) % 101) + (i % 9)));
  const segments = part_ranges(spans, 0, 110);
  let at = 0;
  for (const segment of segments) {
    assert.equal(segment.start, at);
    assert.ok(segment.end > segment.start);
    for (const span of segment.spans) assert.ok(span.start <= segment.start && span.end >= segment.end);
    at = segment.end;
  }
  assert.equal(at, 110);
});

test('code points are counted, not halves of a pair', () => {
  const text = 'a😀b';
  const points = new CodePoints(text);
  assert.deepEqual([0, 1, 2, 3, 9].map((n) => points.unit(n)), [0, 1, 3, 4, 4]);
});

test('a long text with pairs is counted from its checkpoints', () => {
  const text = 'é😀'.repeat(3000);
  const points = new CodePoints(text);
  const all = [...text];
  for (const n of [0, 1, 1023, 1024, 1025, 2048, 5999, 6000]) assert.equal(points.unit(n), all.slice(0, n).join('').length);
});

test('blocks cover a text, break behind lines or spaces, and never part a pair', () => {
  const lines = 'one two three\n'.repeat(500);
  for (const text of [lines, 'x'.repeat(9999), '😀'.repeat(5000), 'word '.repeat(3000), '']) {
    const blocks = cut_blocks(text, 1000);
    assert.equal(blocks.map((block) => text.slice(block.start, block.end)).join(''), text);
    for (const block of blocks) {
      assert.ok(block.end - block.start <= 1001);
      const code = text.charCodeAt(block.start);
      assert.ok(!(code >= 0xdc00 && code <= 0xdfff));
    }
  }
  assert.ok(cut_blocks(lines, 1000).every((block) => lines[block.end - 1] === '\n'));
});

test('a span is listed in each block that it touches', () => {
  const blocks = [named('', 0, 10), named('', 10, 20), named('', 20, 30)];
  const lists = spans_by_block(blocks, [named('a', 0, 5), named('b', 9, 21), named('c', 10, 20)]);
  assert.deepEqual(lists.map((list) => list.map((span) => span.name).join('')), ['ab', 'bc', 'b']);
  assert.deepEqual([0, 9, 10, 29, 99].map((offset) => block_at(blocks, offset)), [0, 0, 1, 2, 2]);
});
