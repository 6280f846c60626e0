/* usage: npm run screens [-- FOLDER]. Takes a picture of every view on the example ledger, wide and light, narrow and dark, and some
   right to left, to be looked at; docs/screens keeps the last ones. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = mkdtempSync(join(here, '../node_modules/.screens-'));
try {
  const file = join(out, 'screens.mjs');
  await build({ entryPoints: [join(here, 'browser/screens.ts')], outfile: file, bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node18' });
  process.exitCode = spawnSync(process.execPath, [file, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
