/* usage: node test/run.mjs unit|browser [OPTIONS of node --test]. Compiles the tests of that folder with esbuild and runs them with node's own runner, so that
   Node 18 can read them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = join(dirname(fileURLToPath(import.meta.url)), process.argv[2] ?? 'unit');
const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
/* Inside web/, where node finds the packages. */
const out = mkdtempSync(join(folder, '../../node_modules/.test-'));
try {
  await build({
    entryPoints: tests.map((name) => join(folder, name)),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node18',
    sourcemap: 'inline',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const files = tests.map((name) => join(out, name.replace(/\.ts$/, '.mjs')));
  const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...process.argv.slice(3), ...files], { stdio: 'inherit' });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
