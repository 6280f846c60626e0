import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/** The files under web/src; tests are run from web/. */
function sources(folder = 'src'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : [join(folder, entry.name)]));
}

const code = sources().filter((file) => /\.tsx?$/.test(file));
const styles = sources().filter((file) => file.endsWith('.css'));

test('no text is ever made into HTML or code', () => {
  assert.ok(code.length > 10);
  for (const file of code)
    assert.doesNotMatch(readFileSync(file, 'utf8'), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|DOMParser/i, file);
});

test('nothing is loaded from elsewhere', () => {
  for (const file of [...code, ...styles, 'index.html'])
    assert.doesNotMatch(readFileSync(file, 'utf8'), /https?:\/\/(?!www\.w3\.org\/)/, file);
});

test('the template has no inline script or style', () => {
  const template = readFileSync('index.html', 'utf8');
  assert.doesNotMatch(template, /<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
});

test('what is laid out turns round with the direction of the page', () => {
  for (const file of styles)
    assert.doesNotMatch(readFileSync(file, 'utf8'), /(?:margin|padding|border)-(?:left|right)\b|(?:^|\s)(?:left|right|float):|text-align:\s*left/m, file);
});

test('colours are tokens', () => {
  for (const file of styles)
    if (!file.endsWith('tokens.css')) assert.doesNotMatch(readFileSync(file, 'utf8'), /#[0-9a-f]{3,8}\b/i, file);
});
