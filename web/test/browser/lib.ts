/* What the browser tests share: a ledger read from files, `depeche serve` in front of it, and Debian's Chromium. The program and its
   sources are named by $DEPECHE, $DEPECHE_PACK and $DEPECHE_SOURCE, as in all tests of the project. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = ['--disable-lcd-text', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const source = process.env.DEPECHE_SOURCE ?? resolve('..');
const depeche = process.env.DEPECHE ?? join(source, 'build/depeche');
const pack = process.env.DEPECHE_PACK ?? join(source, 'build/depeche.pack');

/** A machine that is $DEPECHE_SLOW times as slow, to find tests that hang on speed. */
const slow = Number(process.env.DEPECHE_SLOW ?? 1);
const PATIENCE_MS = 120_000; /* never awaited but by what is broken */

export interface Served {
  readonly url: string;
  /** Runs a command of the program on the ledger that is served. */
  readonly tell: (command: string, ...words: readonly string[]) => void;
  readonly stop: () => void;
}

/** Reads `paths` into a fresh ledger and serves it on a free port. */
export async function serve(paths: readonly string[], options: readonly string[] = []): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'depeche-page-'));
  const ledger = join(folder, 'test.db');
  execFileSync(depeche, ['read', '--pack', pack, '--ledger', ledger, ...paths], { stdio: 'pipe' });
  const server = spawn(depeche, ['serve', '--pack', pack, '--port', '0', '--no-open', ...options, ledger], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await address_printed(server);
  const stop = () => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  const tell = (command: string, ...words: readonly string[]) => execFileSync(depeche, [command, '--pack', pack, '--ledger', ledger, ...words], { stdio: 'pipe' });
  return { url, tell, stop };
}

function address_printed(server: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let printed = '';
    server.once('exit', (code) => fail(new Error(`depeche serve ended with ${code}: ${printed}`)));
    server.stdout?.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
      const address = /http:\/\/\S+/.exec(printed)?.[0];
      if (address !== undefined) done(address);
    });
  });
}

export function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find(existsSync);
  if (executablePath === undefined) throw new Error('no Chromium: `make setup` installs it, or name one in $CHROMIUM');
  return chromium.launch({ executablePath, args: QUIET });
}

/** A page that keeps what it should never do: errors, requests to anywhere else, dialogs. */
export interface Watched {
  readonly page: Page;
  readonly wrongs: string[];
  readonly context: BrowserContext;
}

export async function open(browser: Browser, served: Served, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ baseURL: served.url, viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  if (slow > 1) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slow });
  const wrongs: string[] = [];
  const origin = new URL(served.url).origin;
  page.on('pageerror', (error) => wrongs.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    wrongs.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error') wrongs.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) wrongs.push(`request: ${request.url()}`);
  });
  return { page, wrongs, context };
}

/** The address with the page in another language. */
export function in_language(address: string, code: string): string {
  return `${address}${address.includes('#') ? '&' : '#'}ui=${code}`;
}

/** Goes to an address of the page and waits until its view has its answer. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await shown(page);
}

/** Waits until a view, not the server's plain list that it replaces, has its answer. */
export async function shown(page: Page): Promise<void> {
  await page.locator('main .head h1, main .error').first().waitFor();
  await settled(page);
}

/** Waits until nothing in the view waits any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against WCAG 2.2 A and AA, a line each. */
export async function axe_finds(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    // @ts-expect-error axe is there since the line before
    const found = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return found.violations.map((v: { id: string; nodes: { target: string[]; failureSummary: string }[] }) => `${v.id}: ${v.nodes[0]?.target} ${v.nodes[0]?.failureSummary}`);
  });
}
