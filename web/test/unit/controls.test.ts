import assert from 'node:assert/strict';
import { test } from 'node:test';
import { part_controls, without_controls } from '../../src/lib/controls.ts';

const shown = (text: string) => part_controls(text).map((piece) => (piece.kind === 'text' ? piece.text : `[${piece.name}]`)).join('');

test('an override of direction is shown, not obeyed', () => {
  assert.equal(shown('safe\u202Etxt.exe\u202C'), 'safe[RLO]txt.exe[PDF]');
  assert.equal(shown('\u2066a\u2069'), '[LRI]a[PDI]');
});

test('control codes are shown by their number', () => {
  assert.equal(shown('a\u0000b\u001b[31m'), 'a[U+0000]b[U+001B][31m');
});

test('white space and joiners stay as they are', () => {
  assert.equal(shown('a\tb\nc می\u200cخواهم 👩\u200d🚒'), 'a\tb\nc می\u200cخواهم 👩\u200d🚒');
});

test('the title of a window has none', () => {
  assert.equal(without_controls('\u202Eabc\u0007'), 'abc');
});
