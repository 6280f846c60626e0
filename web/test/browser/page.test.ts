import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { axe_finds, in_language, launch, open, serve, settled, shown, source, visit, type Served } from './lib.ts';
import { read_api } from './openapi.ts';
import { SHOWN } from './views.ts';

let served: Served;
let browser: Browser;

before(async () => {
  served = await serve([join(source, 'examples/abu-kamal')]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  served?.stop();
});

const main_text = (page: Page) => page.locator('main').innerText();
const is_wide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

/** The address of a dispatch with several claims, and one of these. */
async function a_dispatch(): Promise<{ address: string; claim: string }> {
  const answer = await fetch(new URL('/claims.json?place=Abu+Kamal&limit=1', served.url));
  const { items } = (await answer.json()) as { items: { id: string; dispatch: string }[] };
  const [claim] = items;
  assert.ok(claim);
  return { address: `/dispatches/${claim.dispatch}`, claim: claim.id };
}

for (const [name, options] of [
  ['wide and light', { colorScheme: 'light' }],
  ['narrow and dark', { colorScheme: 'dark', viewport: { width: 320, height: 700 } }],
] as const)
  test(`every view shows the ledger, loads nothing from elsewhere and is open to all (${name})`, async () => {
    const { page, wrongs, context } = await open(browser, served, options);
    const { address, claim } = await a_dispatch();
    const views = [...SHOWN, { address, words: ['Claims'] }, { address: `${address}#claim=${claim}`, words: ['Why it was read so'] }, { address: `/claims/${claim}`, words: ['In its sentence'] }];
    for (const view of views) {
      await visit(page, view.address);
      const text = await main_text(page);
      for (const words of view.words) assert.ok(text.includes(words), `${view.address} lacks "${words}"`);
      assert.deepEqual(await axe_finds(page), [], view.address);
    }
    assert.deepEqual(wrongs, []);
    await context.close();
  });

for (const [name, width, direction] of [
  ['320 px', 320, 'ltr'],
  ['right to left', 1280, 'rtl'],
  ['right to left at 320 px', 320, 'rtl'],
] as const)
  test(`no view is wider than the window (${name})`, async () => {
    const { page, wrongs, context } = await open(browser, served, { viewport: { width, height: 700 } });
    const { address, claim } = await a_dispatch();
    for (const one of [...SHOWN.map((view) => view.address), address, `${address}#claim=${claim}`]) {
      await visit(page, direction === 'rtl' ? in_language(one, 'ar') : one);
      assert.equal(await page.evaluate(() => document.documentElement.dir), direction);
      assert.equal(await is_wide(page), false, one);
    }
    assert.deepEqual(wrongs, []);
    await context.close();
  });

test('the page speaks the language of its reader, left to right, and another that he chooses, right to left; the address keeps the choice', async () => {
  const { page, wrongs, context } = await open(browser, served, { locale: 'fr-FR' });
  const page_is = () => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  await visit(page, '/conflicts?relation=holder');
  assert.deepEqual(await page_is(), ['fr', 'ltr']);
  const french = await page.locator('body').innerText();
  for (const words of ['Contradictions', 'qui le tient', '18 nov. 2017', '1 voix, 1 dépêche']) assert.ok(french.includes(words), words);

  await page.getByRole('navigation', { name: 'Langue de la page' }).getByRole('link', { name: 'العربية' }).click();
  await page.getByRole('heading', { level: 1, name: 'التناقضات' }).waitFor();
  await settled(page);
  assert.deepEqual(await page_is(), ['ar', 'rtl']);
  assert.ok(page.url().endsWith('/conflicts?relation=holder#ui=ar'), page.url());
  assert.ok((await main_text(page)).includes('صوت واحد، برقية واحدة'));
  assert.deepEqual(await axe_finds(page), []);

  await page.getByRole('link', { name: 'الخريطة' }).click();
  await page.getByRole('heading', { level: 1, name: 'الخريطة' }).waitFor();
  assert.ok(page.url().endsWith('/map#ui=ar'), page.url());
  await page.reload();
  await shown(page);
  assert.deepEqual(await page_is(), ['ar', 'rtl']);
  assert.deepEqual(await axe_finds(page), []);
  assert.deepEqual(wrongs, []);
  await context.close();
});

test('the main lists can be read without script', async () => {
  const { page, context } = await open(browser, served, { javaScriptEnabled: false });
  for (const view of SHOWN) {
    await page.goto(view.address);
    const text = await main_text(page);
    for (const words of view.plain) assert.ok(text.includes(words), `${view.address} lacks "${words}" without script`);
    assert.equal(await page.locator('nav.views a').count(), 9);
  }
  await context.close();
});

test('without script too, the lists are in the language of their reader, and in another that he chooses, on all that he goes on to', async () => {
  const { page, context } = await open(browser, served, { javaScriptEnabled: false, locale: 'fr-FR' });
  const page_is = async () => [await page.locator('html').getAttribute('lang'), await page.locator('html').getAttribute('dir')];
  await page.goto('/conflicts?relation=holder');
  assert.deepEqual(await page_is(), ['fr', 'ltr']);
  const french = await page.locator('body').innerText();
  for (const words of ['Contradictions', 'se contredisent : qui le tient', 'Voix: 1', 'Cette page ne charge rien']) assert.ok(french.includes(words), words);
  await page.getByRole('link', { name: 'العربية' }).click();
  assert.deepEqual(await page_is(), ['ar', 'rtl']);
  assert.ok(page.url().endsWith('/conflicts?relation=holder&ui=ar'), page.url());
  await page.locator('main a').first().click();
  assert.deepEqual(await page_is(), ['ar', 'rtl']);
  await page.getByRole('link', { name: 'الأحداث' }).click();
  assert.deepEqual(await page_is(), ['ar', 'rtl']);
  assert.ok((await main_text(page)).includes('الضحايا'));
  await context.close();
});

test('the lists without script are open to all, have a head, and are no wider than a narrow window', async () => {
  const { page, context } = await open(browser, served, { viewport: { width: 320, height: 700 } });
  await page.route('**/app.js', (route) => route.abort());
  const { address, claim } = await a_dispatch();
  for (const one of ['/claims', '/events', `/events/${claim}`, '/conflicts', '/places', '/places/174448', '/dispatches', '/voices', '/actors', '/map', '/about', '/search?q=army', address, `/claims/${claim}`]) {
    await page.goto(`${one}${one.includes('?') ? '&' : '?'}ui=de`);
    assert.equal(await is_wide(page), false, one);
    assert.equal(await page.locator('main h1').count(), 1, one);
    assert.deepEqual(await axe_finds(page), [], one);
  }
  await context.close();
});

test('a link of the lists without script is taken over by the page with its language', async () => {
  const { page, wrongs, context } = await open(browser, served);
  await visit(page, '/conflicts?relation=holder&ui=uk');
  await page.getByRole('heading', { level: 1, name: 'Суперечності' }).waitFor();
  assert.ok(page.url().endsWith('/conflicts?relation=holder#ui=uk'), page.url());
  assert.deepEqual(wrongs, []);
  await context.close();
});

test('the keyboard alone leads from the top to a claim in its dispatch and back', async () => {
  const { page, wrongs, context } = await open(browser, served);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  await visit(page, '/');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Skip to the content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');

  await page.keyboard.press('Tab');
  await page.keyboard.type('liberated');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/claims?q=liberated');
  await settled(page);
  const found = await page.locator('.claim').allInnerTexts();
  assert.ok(found.length > 0 && found.every((claim) => /liberated/.test(claim)), `found ${found.length}`);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'filter-q');

  for (let i = 0; i < 40 && (await focused()) !== 'in the dispatch'; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/dispatches/D*');
  await page.locator('.tag').first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');

  const tag = '.text .tag';
  for (let i = 0; i < 40 && !(await page.evaluate((wanted) => document.activeElement?.matches(wanted), tag)); i++) await page.keyboard.press('Tab');
  const name = await focused();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.classList.contains('chosen'));
  await page.keyboard.press('Escape');
  await page.waitForFunction((wanted) => document.activeElement?.matches(wanted), tag);
  assert.equal(await focused(), name);
  assert.equal(await page.locator('.chosen').count(), 0);
  assert.deepEqual(wrongs, []);
  await context.close();
});

test('what is typed as a place is completed from the ledger', async () => {
  const { page, wrongs, context } = await open(browser, served);
  await visit(page, '/');
  await page.getByLabel('Place', { exact: true }).pressSequentially('abu');
  await page.waitForFunction(() => document.querySelector('#names-place option')?.getAttribute('value') === 'Abu Kamal');
  assert.deepEqual(wrongs, []);
  await context.close();
});

test('on a narrow window the card of a claim does not hide what has the focus', async () => {
  const { page, context } = await open(browser, served, { viewport: { width: 320, height: 640 } });
  const { address, claim } = await a_dispatch();
  await visit(page, `${address}#claim=${claim}`);
  await page.locator('.text .tag').first().focus();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const hidden = await page.evaluate(() => {
      const card = document.querySelector('.chosen');
      const focused = document.activeElement;
      return card !== null && focused !== null && !card.contains(focused) && focused.getBoundingClientRect().top > card.getBoundingClientRect().top;
    });
    assert.equal(hidden, false, `after ${i + 1} steps`);
  }
  await context.close();
});

test('the address holds the state: reload and back show the same', async () => {
  const { page, context } = await open(browser, served);
  const { address, claim } = await a_dispatch();
  await visit(page, '/claims');
  await page.getByText('More filters').click();
  await page.getByLabel('What', { exact: true }).selectOption('taken');
  await page.waitForURL('**/claims?type=taken');
  await page.locator('.chip').first().waitFor();
  await settled(page);
  const listed = await main_text(page);
  await page.reload();
  await shown(page);
  assert.equal(await main_text(page), listed);

  await visit(page, `${address}#claim=${claim}`);
  assert.equal(await page.locator('.chosen').count(), 1);
  await page.getByRole('button', { name: 'places' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.m-place').length === 0);
  await page.reload();
  await shown(page);
  assert.equal(await page.locator('.chosen').count(), 1);
  assert.equal(await page.locator('.m-place').count(), 0);
  assert.ok((await page.locator('.m-actor').count()) > 0);
  await page.goBack();
  await page.locator('.chip').first().waitFor();
  await context.close();
});

test('back from a dispatch, a list is as long as it was and where it was left, and choosing a day keeps what else the map shows', async () => {
  const { page, context } = await open(browser, served);
  await visit(page, '/claims');
  const link = page.locator('.claim').nth(20).getByRole('link', { name: /^in the dispatch/ });
  await link.scrollIntoViewIfNeeded();
  const left_at = await page.evaluate(() => window.scrollY);
  assert.ok(left_at > 1000);
  await link.click();
  await page.waitForURL('**/dispatches/D*');
  await page.locator('.text .tag').first().waitFor();
  await page.goBack();
  await page.waitForFunction((y) => Math.abs(window.scrollY - y) < 4, left_at);
  await page.reload();
  await page.waitForFunction((y) => Math.abs(window.scrollY - y) < 4, left_at);

  await visit(page, '/claims');
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.locator('.claim').nth(60).waitFor();
  await settled(page);
  const [shown_before, far] = [await page.locator('.claim').count(), page.locator('.claim').nth(60).getByRole('link', { name: /^in the dispatch/ })];
  await far.scrollIntoViewIfNeeded();
  const far_at = await page.evaluate(() => window.scrollY);
  await far.click();
  await page.waitForURL('**/dispatches/D*');
  await page.goBack();
  await page.waitForFunction((count) => document.querySelectorAll('.claim').length === count, shown_before);
  await page.waitForFunction((y) => Math.abs(window.scrollY - y) < 4, far_at);
  await page.reload();
  await page.waitForFunction((count) => document.querySelectorAll('.claim').length === count, shown_before);

  await visit(page, '/map?on=2017-11-11#beside=*&days=30');
  await page.getByRole('button', { name: 'Earlier' }).click();
  await page.waitForURL(/on=2017-11-10#beside=\*|on=2017-11-10#beside=%2A/);
  assert.equal(await page.getByRole('application').count(), 2);
  await context.close();
});

test('marks of a text differ in shape, not in colour alone', async () => {
  const { page, context } = await open(browser, served);
  await visit(page, (await a_dispatch()).address);
  const signs = await page.evaluate(() =>
    ['place', 'time', 'actor'].map((layer) => {
      const mark = document.querySelector(`.b-${layer}`);
      return mark === null ? `no ${layer}` : getComputedStyle(mark, '::before').content;
    }),
  );
  assert.equal(new Set(signs).size, 3, signs.join(' '));
  assert.ok(!signs.includes('none'));
  await context.close();
});

test('in colours that the reader forces, marks on the map, in lanes and in a text are still seen', async () => {
  const { page, context } = await open(browser, served, { forcedColors: 'active', colorScheme: 'dark' });
  await visit(page, '/map?on=2017-11-19#days=0');
  await page.waitForFunction(() => document.querySelector<HTMLElement>('.map-box canvas')?.style.transform === 'none');
  const colours = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.map-box canvas') as HTMLCanvasElement;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const counts = new Map<string, number>();
    for (let i = 0; i < pixels.length; i += 4) {
      const colour = `rgb(${pixels[i]}, ${pixels[i + 1]}, ${pixels[i + 2]})`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const { color, backgroundColor } = getComputedStyle(document.querySelector('.map-box') as Element);
    return { paper: counts.get(backgroundColor) ?? 0, ink: counts.get(color) ?? 0, all: pixels.length / 4 };
  });
  assert.ok(colours.paper > colours.all / 2 && colours.ink > 500, JSON.stringify(colours));
  assert.deepEqual(await axe_finds(page), []);

  await visit(page, '/places/174448');
  const bars = await page.locator('.bar-days').evaluateAll((all) => all.map((bar) => getComputedStyle(bar).borderTopWidth));
  assert.ok(bars.length > 0 && !bars.includes('0px'), bars.join(' '));
  assert.deepEqual(await axe_finds(page), []);

  await visit(page, (await a_dispatch()).address);
  const lines = await page.evaluate(() =>
    ['claim', 'place', 'time', 'actor'].map((layer) => {
      const style = getComputedStyle(document.querySelector(`.m-${layer}`) as Element);
      return { claim: style.textDecorationLine, place: style.outlineStyle, time: style.borderBottomStyle, actor: style.borderInlineEndStyle }[layer];
    }),
  );
  assert.deepEqual(lines, ['underline', 'solid', 'dashed', 'solid']);
  assert.deepEqual(await axe_finds(page), []);
  await context.close();
});

test('what is not there is told with a remedy', async () => {
  const { page, context } = await open(browser, served);
  await page.goto('/claims/C0000000000000000');
  const error = page.getByRole('alert');
  await error.waitFor();
  assert.match(await error.innerText(), /no such claim/);
  await context.close();
});

test('every address answers as /openapi.json describes it', async () => {
  const api = await read_api(served.url);
  const { address, claim } = await a_dispatch();
  const ids: Readonly<Record<string, string>> = { claims: claim, events: claim, dispatches: address.slice('/dispatches/'.length), places: '174448' };
  const needed: Readonly<Record<string, string>> = { search: '?q=army', choices: '?kind=type&claim=' };
  for (const path of api.paths.filter((one) => one !== '/login')) {
    const name = path.split('/').at(-1)?.split('.')[0] ?? '';
    const query = name === 'choices' ? `${needed[name]}${claim}` : (needed[name] ?? '');
    await api.ask(path, path.replace('{id}', ids[path.split('/')[1] ?? ''] ?? '') + query);
  }
});

test('lists go on page by page to their end, each item once, in the order of the whole list', async () => {
  const api = await read_api(served.url);
  for (const list of ['/claims.json', '/events.json', '/dispatches.json', '/places.json', '/actors.json', '/conflicts.json', '/voices.json']) {
    const whole = await api.all(list, 1000);
    assert.ok(whole.length > 1, list);
    assert.deepEqual(await api.all(list, Math.min(7, whole.length - 1)), whole, list);
  }
});

test('errors have one form; an answer that has not changed is not sent again; downloads hold the whole list', async () => {
  const api = await read_api(served.url);
  const json = { 'Content-Type': 'application/json' };
  await api.refuse('/claims.json?nothing=1', 400);
  await api.refuse('/claims.json?cursor=x', 400);
  await api.refuse('/claims.json?from=yesterday', 400);
  await api.refuse('/claims/C0000000000000000.json', 404);
  await api.refuse('/nowhere.json', 404);
  await api.refuse('/claims.json', 405, { method: 'DELETE' });
  await api.refuse('/review/decisions', 403, { method: 'POST', headers: json, body: '{}' });
  await api.refuse('/review/decisions', 413, { method: 'POST', headers: json, body: ' '.repeat(20_000) });
  await api.refuse(`/claims.json?q=${'a'.repeat(9000)}`, 414);

  const first = await fetch(new URL('/claims.json', served.url));
  const tag = first.headers.get('etag') ?? '';
  assert.notEqual(tag, '');
  const again = await fetch(new URL('/claims.json', served.url), { headers: { 'If-None-Match': tag } });
  assert.deepEqual([again.status, await again.text()], [304, '']);

  const claims = (await api.all('/claims.json', 1000)) as { lat: number | null }[];
  const points = (await api.ask('/claims.geojson', '/claims.geojson')) as { features: object[] };
  assert.equal(points.features.length, claims.filter(({ lat }) => lat !== null).length);
  const rows = String(await api.ask('/claims.csv', '/claims.csv')).split('\n').filter((row) => /^C[0-9A-Z]{16}|,C[0-9A-Z]{16},/.test(row));
  assert.equal(rows.length, claims.length);
});
