import assert from 'node:assert/strict';
import { test } from 'node:test';
import { last_seen } from '../../src/parts/near.ts';

test('of a piece that left and came back between two reports the coming counts, and the other way round', () => {
  const a = { name: 'a' };
  const b = { name: 'b' };
  const entries = [
    { target: a, isIntersecting: false },
    { target: b, isIntersecting: true },
    { target: a, isIntersecting: true },
    { target: b, isIntersecting: false },
  ];
  assert.deepEqual(last_seen(entries).filter((entry) => entry.isIntersecting).map(({ target }) => target.name), ['a']);
  assert.equal(last_seen(entries).length, 2);
});
