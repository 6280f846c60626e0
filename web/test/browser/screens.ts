/* Pictures of the views. Which ones is said here, so that they can be taken anew after a change of looks. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { in_language, launch, open, serve, source, visit } from './lib.ts';

interface Shot {
  readonly name: string;
  readonly address: string;
  /** How far down a wide window reaches, where 560 would cut off what the view is about. */
  readonly height?: number;
}

const folder = process.argv[2] ?? join(source, 'docs/screens');
const served = await serve([join(source, 'examples/abu-kamal')], ['--coder', 'ana']);

async function chosen_claim(): Promise<{ dispatch: string; id: string }> {
  const answer = await fetch(new URL('/claims.json?q=encercl%C3%A9', served.url));
  const { items } = (await answer.json()) as { items: { dispatch: string; id: string }[] };
  if (items[0] === undefined) throw new Error('the example ledger has changed: no claim with "encerclé"');
  return items[0];
}

async function place_named(name: string): Promise<string> {
  const answer = await fetch(new URL(`/places.json?q=${encodeURIComponent(name)}`, served.url));
  const { items } = (await answer.json()) as { items: { id: string; place: string }[] };
  const found = items.find(({ place }) => place === name);
  if (found === undefined) throw new Error(`the example ledger has changed: no place ${name}`);
  return found.id;
}

const { dispatch, id } = await chosen_claim();
const town = await place_named('Abu Kamal');
const SHOTS: readonly Shot[] = [
  { name: 'now', address: '/claims?place=Abu+Kamal&from=2017-11-09' },
  { name: 'claim', address: `/claims/${id}` },
  { name: 'events', address: '/events?type=killed' },
  { name: 'conflicts', address: '/conflicts?relation=holder' },
  { name: 'map', address: '/map?on=2017-11-19#days=0&show=control&at=34.4,40.2,100', height: 940 },
  { name: 'place', address: `/places/${town}`, height: 940 },
  { name: 'voices', address: '/voices' },
  { name: 'review', address: '/review' },
  { name: 'dispatches', address: '/dispatches' },
  { name: 'dispatch', address: `/dispatches/${dispatch}#claim=${id}` },
  { name: 'about', address: '/about' },
];
const LOOKS = [
  { suffix: '', width: 1024, height: 560, colorScheme: 'light', language: null, only: null },
  { suffix: '-320-dark', width: 320, height: 640, colorScheme: 'dark', language: null, only: null },
  { suffix: '-rtl', width: 768, height: 600, colorScheme: 'light', language: 'ar', only: ['now', 'dispatch', 'place'] },
] as const;

mkdirSync(folder, { recursive: true });
const browser = await launch();

/* The browser that used the link may decide: Review with its keys. */
const first = await open(browser, served);
await first.page.goto(served.url);
const writer = await first.context.cookies();
await first.context.close();
for (const { suffix, width, height, colorScheme, language, only } of LOOKS) {
  const { page, context } = await open(browser, served, { viewport: { width, height }, colorScheme });
  await context.addCookies(writer);
  for (const { name, address, height: asked } of SHOTS) {
    if (only !== null && !(only as readonly string[]).includes(name)) continue;
    await page.setViewportSize({ width, height: suffix === '' ? (asked ?? height) : height });
    await visit(page, language === null ? address : in_language(address, language));
    await page.waitForTimeout(300); // what is drawn after the answer: the map's outlines
    await page.screenshot({ path: join(folder, `${name}${suffix}.png`) });
  }
  await context.close();
}
await browser.close();
served.stop();
