/* Dispatches that try to be more than text. The outlets and events are invented. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, open, serve, settled, visit, type Served } from './lib.ts';

const BREAK_OUT = `"><script>window.hacked=1</script><img src=x onerror="window.hacked=1"><svg onload=window.hacked=1>`;
const HOSTILE = {
  id: 'hostile',
  lang: 'en',
  date: '1994-05-03',
  source: `Lowland Courier ${BREAK_OUT}`,
  title: `Rebels take Kigali ${BREAK_OUT} \u202Etxt.exe`,
  text: `Rebels took the town of Gitarama on Monday, the \u202Eymra\u202C said. Karim Haddad, a baker, was killed in Gitarama. ${BREAK_OUT} At least 12 soldiers were killed there, {{constructor}} the army said.\n`,
};
const LONG_BYTES = 10_000_000;
const DENSE = Array.from({ length: 2000 }, (_, i) => `The army took Gitarama and Kigali on 3 May with ${i + 2} men, officials said. At least ${i + 3} people were killed in Butare.\n`).join('');
const LONG = 'The army took Gitarama on Tuesday, officials said. Nobody was hurt in the market, and the river stood high.\n';

let served: Served;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'depeche-hostile-'));

before(async () => {
  const long = { id: 'long', lang: 'xx', // a language that is not read: laying it out is what takes time here
    date: '1994-05-04', source: 'Lowland Courier', title: 'A long day', text: LONG.repeat(Math.ceil(LONG_BYTES / LONG.length)) };
  const dense = { id: 'dense', lang: 'en', date: '1994-05-05', source: 'Lowland Courier', title: 'A dense day', text: DENSE };
  writeFileSync(join(folder, 'hostile.jsonl'), [HOSTILE, long, dense].map((record) => JSON.stringify(record) + '\n').join(''));
  served = await serve([folder]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  served?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ADDRESSES = ['/', '/dispatches', '/dispatches/hostile', '/events', '/conflicts', '/about', `/claims?q=${encodeURIComponent(BREAK_OUT)}`, `/claims?claimant=${encodeURIComponent(BREAK_OUT)}`, `/claims/${encodeURIComponent(BREAK_OUT)}`, `/nowhere/${encodeURIComponent(BREAK_OUT)}`];

for (const javaScriptEnabled of [true, false])
  test(`scripts in title, body, outlet, address and error message stay text (${javaScriptEnabled ? 'with' : 'without'} the page's script)`, async () => {
    const { page, wrongs, context } = await open(browser, served, { javaScriptEnabled });
    for (const address of ADDRESSES) {
      if (javaScriptEnabled && !address.startsWith('/nowhere')) await visit(page, address);
      else await page.goto(address);
      assert.equal(await page.locator('main :is(script, img, iframe, [onerror], [onload])').count(), 0, address);
      if (javaScriptEnabled) assert.equal(await page.evaluate(() => 'hacked' in window), false, address);
    }
    const refused = /status of 4\d\d/;
    assert.deepEqual(wrongs.filter((wrong) => !refused.test(wrong)), []);
    await context.close();
  });

test('the words of an attack are to be read as they are', async () => {
  const { page, context } = await open(browser, served);
  await visit(page, '/dispatches/hostile');
  const text = await page.locator('.text').innerText();
  assert.ok(text.includes('<script>window.hacked=1</script>'));
  assert.ok((await page.locator('h1').innerText()).includes('<img src=x onerror='));
  await context.close();
});

test('an override of direction is shown as a mark and never reaches the page', async () => {
  const { page, context } = await open(browser, served);
  for (const address of ['/', '/dispatches', '/dispatches/hostile']) {
    await visit(page, address);
    const found = await page.evaluate(() => ({ page: /[\u202a-\u202e]/.test(document.body.textContent ?? ''), title: /[\u202a-\u202e]/.test(document.title) }));
    assert.deepEqual(found, { page: false, title: false }, address);
  }
  assert.ok((await page.locator('.text .control').allInnerTexts()).includes('RLO'));
  await context.close();
});

test('the name of a private person is masked on every view', async () => {
  const { page, context } = await open(browser, served);
  for (const address of ['/', '/events', '/dispatches', '/dispatches/hostile']) {
    await visit(page, address);
    assert.doesNotMatch(await page.locator('body').innerText(), /Karim|Haddad/, address);
  }
  await context.close();
});

/** Waits until the view's own text, not the server's plain list, stands where the window is. */
const text_seen = (page: Page) =>
  page.waitForFunction(() => (document.elementFromPoint(300, innerHeight / 2)?.closest('.block')?.textContent?.length ?? 0) > 0);

test('ten megabytes of text are read in windows, of which few are in the page', async (t) => {
  const { page, wrongs, context } = await open(browser, served);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname + new URL(request.url()).search));
  await visit(page, '/dispatches/long');
  await text_seen(page);
  const elements = () => page.evaluate(() => document.querySelectorAll('.text *').length);
  assert.ok((await elements()) < 20_000);

  const part_asked = page.waitForRequest((request) => request.url().includes('start='));
  const waited = await page.evaluate(async () => {
    window.scrollTo(0, document.documentElement.scrollHeight / 2);
    const start = performance.now();
    await new Promise((done) => setTimeout(() => requestAnimationFrame(done), 0));
    return performance.now() - start;
  });
  t.diagnostic(`half-way down ten megabytes the next frame came after ${Math.round(waited)} ms`);
  await part_asked;
  await text_seen(page);
  assert.ok((await elements()) < 20_000);
  const parts = asked.filter((address) => address.startsWith('/dispatches/') && address.includes('.json'));
  assert.ok(parts.length > 1 && parts.length < 20 && parts.every((address) => /[?&]end=\d+$/.test(address)), parts.join(' '));
  assert.deepEqual(wrongs, []);
  await context.close();
});

test('of a long text full of claims only what is near is asked for, laid out and listed; what was left keeps its room', async (t) => {
  const { page, wrongs, context } = await open(browser, served);
  await visit(page, '/dispatches/dense');
  await text_seen(page);
  const counts = () => page.evaluate(() => ({ elements: document.querySelectorAll('*').length, listed: document.querySelectorAll('.claim-index li').length }));
  const frames = await page.evaluate(async () => {
    const took: number[] = [];
    for (let before = performance.now(); took.length < 150; before = performance.now()) {
      window.scrollBy(0, 100);
      await new Promise(requestAnimationFrame);
      took.push(performance.now() - before);
    }
    return took.sort((a, b) => a - b);
  });
  t.diagnostic(`scrolling through claims a frame takes ${Math.round(frames[75] ?? 0)} ms, one in twenty more than ${Math.round(frames[142] ?? 0)} ms`);
  for (const share of [0.3, 0.6, 0.9]) {
    await page.evaluate((to) => window.scrollTo(0, document.documentElement.scrollHeight * to), share);
    await text_seen(page);
    await settled(page);
  }
  const { elements, listed } = await counts();
  assert.ok(elements < 20_000 && listed > 0 && listed < 3000, `${elements} elements, ${listed} claims listed`);
  const tag = page.locator('.text .tag').first();
  const name = await tag.innerText();
  await tag.evaluate((button: HTMLElement) => button.click());
  await page.locator('.chosen').getByRole('heading', { name }).waitFor();
  const rooms = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('[data-part]')].map((part) => part.offsetHeight));
  assert.ok(rooms.length > 10 && rooms.every((height) => height > 1000), rooms.join(' '));
  assert.deepEqual(wrongs, []);
  await context.close();
});

test('who scrolls in the plain list before the script has come stays at his words', async () => {
  const { page, wrongs, context } = await open(browser, served);
  let let_go = (): void => undefined;
  const held = new Promise<void>((done) => (let_go = done));
  await page.route('**/app.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/dispatches/long', { waitUntil: 'commit' });
  await page.locator('main pre').waitFor();
  await page.locator('main pre').evaluate((text: HTMLElement) => window.scrollTo(0, text.offsetTop + text.offsetHeight * 0.6));
  let_go();
  await page.waitForFunction(() => {
    const block = document.elementFromPoint(300, innerHeight / 2)?.closest<HTMLElement>('.block');
    return Math.abs(Number(block?.dataset.from) / 200_000 - 0.6) < 0.03; // of what the server had written
  });
  await text_seen(page);
  assert.deepEqual(wrongs, []);
  await context.close();
});
