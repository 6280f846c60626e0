import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 120 * 1024;
const built = process.env.DEPECHE_WEB_OUT ?? '../build/web';

/** All that Vite wrote, so that parts which are loaded later count too. */
function files(folder = built): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]));
}

test('all script of the page, gzipped, keeps within its budget', () => {
  const scripts = files().filter((file) => file.endsWith('.js'));
  assert.ok(scripts.some((file) => file.endsWith('app.js')));
  const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  assert.ok(bytes <= BUDGET_BYTES, `${bytes} bytes`);
});

test('the built template has no inline script or style, and names only files of the build', () => {
  const template = readFileSync(join(built, 'index.html'), 'utf8');
  assert.doesNotMatch(template, /<style|style=|<script(?![^>]*\ssrc=)/);
  const names = [...template.matchAll(/<(?:script|link)[^>]*(?:src|href)="(\/[^"]+)"/g)].map((found) => join(built, found[1] ?? ''));
  assert.deepEqual(names.filter((name) => !files().includes(name)), []);
});
