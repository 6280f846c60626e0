/* Map, Place and Review with keys alone; how long fifty thousand marks take; a decision and its undoing. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Cookie, Page } from 'playwright-core';
import { axe_finds, launch, open, serve, settled, source, visit, type Served } from './lib.ts';

let served: Served;
let login: string;
let writer: Cookie[] = []; /* of the browser that used the link */
let browser: Browser;

before(async () => {
  const started = await serve([join(source, 'examples/abu-kamal')], ['--coder', 'ana']);
  login = started.url;
  served = { ...started, url: new URL('/', login).href };
  browser = await launch();
});

after(async () => {
  await browser?.close();
  served?.stop();
});

test('the map moves, zooms and chooses a place by keys alone, and its address says so', async () => {
  const { page, wrongs, context } = await open(browser, served);
  await visit(page, '/map?on=2017-11-09');
  const map = page.getByRole('application');
  await map.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(/#at=/);
  await page.keyboard.press('0');
  await page.waitForURL((url) => !url.hash.includes('at='));
  await page.getByRole('button', { name: /^Abu Kamal/ }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/chosen=L/);
  await page.getByRole('heading', { name: 'Abu Kamal' }).waitFor();
  await settled(page);
  assert.deepEqual(await axe_finds(page), []);
  assert.deepEqual(wrongs, []);
  await context.close();
});

test('the slider goes from day to day by keys, and back in the history it is where it was', async () => {
  const { page, context } = await open(browser, served);
  await visit(page, '/map?on=2017-11-09');
  const slider = page.getByRole('slider', { name: 'Day' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/on=2017-11-10/);
  assert.match((await slider.getAttribute('aria-valuetext')) ?? '', /^10 Nov 2017/);
  await page.getByRole('button', { name: 'Later' }).click();
  await page.waitForURL(/on=2017-11-11/);
  await context.close();
});

test('marks and a field for the day are there while the days and the holders are still awaited, and where they fail', async () => {
  for (const fails of [false, true]) {
    const { page, context } = await open(browser, served);
    for (const address of ['**/map/days.json*', '**/map/holders.json*']) {
      await page.route(address, (route) => (fails ? route.fulfill({ status: 503, json: { title: 'It took too long.' } }) : undefined));
    }
    await visit(page, '/map');
    await page.getByText(/^As told by everybody: \d+ claims at \d+ places, all days$/).waitFor();
    assert.notEqual(await page.locator('.legend-holders li').count(), 0);
    await page.getByLabel('Day', { exact: true }).fill('2017-11-09');
    await page.getByText(/^As told by everybody: \d+ claims at \d+ places?, 9 Nov 2017$/).waitFor();
    await context.close();
  }
});

/** How long the frames took, in milliseconds, shortest first, while the mouse pulled the map to and fro. */
async function frames_of_drag(page: Page): Promise<number[]> {
  const box = await page.getByRole('application').boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const running = page.evaluate(
    () =>
      new Promise<number[]>((done) => {
        const frames: number[] = [];
        let last = performance.now();
        const end = last + 2000;
        const frame = (): void => {
          const now = performance.now();
          frames.push(Math.round(now - last));
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else done(frames.sort((a, b) => a - b));
        };
        requestAnimationFrame(frame);
      }),
  );
  let pulling = true;
  const done = running.finally(() => (pulling = false));
  for (let i = 0; pulling; i++) await page.mouse.move(x + 120 * Math.sin(i / 10), y + 40 * Math.sin(i / 7));
  await page.mouse.up();
  return done;
}

test('fifty thousand marks', async (t) => {
  const { page, context } = await open(browser, served);
  const marks = 50_000;
  const places = Array.from({ length: marks }, (_, i) => [`L${i}`, `Place ${i}`, 30 + ((i * 7919) % marks) / 5000, 35 + (i % 1000) / 100, 'SY']);
  const answer = {
    places,
    actors: Array.from({ length: 7 }, (_, i) => [`H${i}`, `Holder ${i}`]),
    claimants: ['Radio Alto'],
    marks: places.map((_, i) => [`C${i}`, i, i % 7, 0, 'taken', 'ASSAULT', 1 + (i % 3), '2017-11-09', '2017-11-09', 'affirmed']),
    unplaced: 0,
    undated: 0,
    truncated: false,
  };
  await page.route('**/map.json*', (route) => route.fulfill({ json: answer }));
  await visit(page, '/map?on=2017-11-09');
  await page.getByText('50,000 claims at 50,000 places').waitFor();
  await page.getByRole('application').focus();
  for (const key of ['ArrowLeft', 'ArrowUp', '+', 'ArrowDown', '+', 'ArrowRight', '-']) {
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  await page.keyboard.press('0');
  await page.getByRole('application').hover();
  await page.locator('.map-hover').getByText(/more places? here/).waitFor();
  const frames = await frames_of_drag(page);
  assert.ok(frames.length > 0);
  await page.waitForFunction(() => document.querySelector<HTMLElement>('.map-box canvas')?.style.transform === 'none');
  const painted = await page.evaluate(() => performance.getEntriesByName('map-painted').map(({ duration }) => Math.round(duration)));
  assert.ok(painted.length > 0);
  const at = (part: number): number | undefined => frames[Math.floor((frames.length - 1) * part)];
  t.diagnostic(`panning 50,000 marks for 2 s: ${frames.length} frames; median ${at(0.5)} ms, one in twenty over ${at(0.95)} ms, longest ${at(1)} ms`);
  t.diagnostic(`a picture of them, painted in slices, was ready after ${painted.join(', ')} ms`);
  await context.close();
});

test('a place’s lanes: a stretch tells its words and what contradicts it', async () => {
  const { page, wrongs, context } = await open(browser, served, { viewport: { width: 320, height: 700 } });
  const { items } = (await (await fetch(new URL('/places.json?q=Abu+Kamal', served.url))).json()) as { items: { id: string }[] };
  await visit(page, `/places/${items[0]?.id}`);
  const bar = page.getByRole('button', { name: /^held by Syria: armed forces, 18 Nov 2017/ });
  await bar.focus();
  await page.keyboard.press('Enter');
  await page.getByText('is contradicted by').waitFor();
  const words = await page.getByRole('heading', { name: 'The words' }).boundingBox();
  assert.ok(words !== null && words.y > 0 && words.y + words.height < 700, 'the words are not in sight');
  assert.ok((await page.locator('main').innerText()).includes("l'armée contrôle toute la ville"));
  assert.deepEqual(await axe_finds(page), []);
  assert.deepEqual(wrongs, []);
  await context.close();
});

test('a decision by one key, its undoing, and a key of one’s own', async () => {
  const { page, context } = await open(browser, served);
  await page.goto(login);
  await visit(page, '/review');
  const head = page.locator('.head');
  const card = page.locator('.review-card');
  await head.getByText(/\b0 of \d+ decided/).waitFor();
  const first = await card.getAttribute('aria-label');
  await card.focus();
  await page.keyboard.press('a');
  await head.getByText(/\b1 of \d+ decided/).waitFor();
  assert.notEqual(await card.getAttribute('aria-label'), first);
  await page.keyboard.press('u');
  await head.getByText(/\b0 of \d+ decided/).waitFor();
  assert.equal(await card.getAttribute('aria-label'), first);
  await page.getByText('Other keys').click();
  await page.locator('.review-keys').getByRole('button', { name: /^reject/ }).click();
  await page.keyboard.press('x');
  await page.keyboard.press('a');
  await head.getByText(/\b0 of \d+ decided/).waitFor();
  await card.focus();
  await page.keyboard.press('x');
  await head.getByText(/\b1 of \d+ decided/).waitFor();
  await page.keyboard.press('n');
  await page.getByLabel('Comment').fill('seen twice');
  await page.keyboard.press('Enter');
  await page.getByText('Kept: comment').first().waitFor();
  assert.deepEqual(await axe_finds(page), []);
  writer = await context.cookies();
  await context.close();
});

test('two coders differ; the third takes over what one decided, by one key, and takes it back', async () => {
  const { page, context } = await open(browser, served);
  const { items } = (await (await fetch(`${served.url}claims.json?limit=2`)).json()) as { items: readonly { id: string; short_id: string }[] };
  const claim = items[1];
  assert.ok(claim);
  served.tell('decide', '--coder', 'ben', claim.id, 'accept');
  served.tell('decide', '--coder', 'eva', claim.id, 'reject');
  await page.context().addCookies(writer);
  await visit(page, '/review');
  await page.getByText('The queue').click();
  await page.getByLabel('First coder').selectOption('eva');
  await page.getByLabel('Second coder').selectOption('ben');
  await page.getByRole('button', { name: 'Adjudicate' }).click();
  await page.waitForURL(/first=eva&second=ben/);
  const head = page.locator('.head');
  await head.getByText(/\b0 of 1 decided/).waitFor();
  await page.getByText('eva: reject').waitFor();
  assert.deepEqual(await axe_finds(page), []);
  await page.locator('.review-card').focus();
  await page.keyboard.press('1');
  await head.getByText(/\b1 of 1 decided/).waitFor();
  await page.locator('.review-card').focus();
  await page.keyboard.press('u');
  await head.getByText(/\b0 of 1 decided/).waitFor();
  await context.close();
});
