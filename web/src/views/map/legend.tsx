/* What the marks mean: the holders that are seen, and how filling and outline are to be read. */
import type { ComponentChildren } from 'preact';
import { Sign } from '../../marks/sign.tsx';
import { NOBODY, type Symbol } from '../../marks/symbol.ts';
import { say, type Key } from '../../lib/say.ts';
import { Outside } from '../../parts/outside.tsx';
import type { Scene } from './scene.ts';

const MOST = 24;

/** Symbols of the scenes, those with most claims first. */
function symbols_of(scenes: readonly Scene[]): Symbol[] {
  const claims = new Map<Symbol, number>();
  for (const { face, marks } of scenes.flatMap(({ glyphs }) => glyphs.flatMap(({ said }) => said))) {
    if (face.states) claims.set(face.symbol, (claims.get(face.symbol) ?? 0) + marks.length);
  }
  return [...claims].sort((a, b) => b[1] - a[1]).map(([symbol]) => symbol);
}

const ONE: Symbol = { holder: '', label: '', shape: 'circle', letter: '', colour: 0 };

const READING: readonly { readonly words: Key; readonly sign: ComponentChildren }[] = [
  { words: 'map.holds', sign: <Sign symbol={ONE} /> },
  { words: 'map.fights', sign: <Sign symbol={ONE} filling="half" /> },
  { words: 'map.left', sign: <Sign symbol={ONE} filling="empty" /> },
  { words: 'map.denied', sign: <Sign symbol={ONE} negated /> },
  { words: 'map.someDay', sign: <Sign symbol={ONE} fuzzy /> },
  { words: 'map.outline1', sign: <Sign symbol={ONE} filling="empty" /> },
  { words: 'map.outline2', sign: <Sign symbol={ONE} filling="empty" outline="dashed" /> },
  { words: 'map.outline3', sign: <Sign symbol={ONE} filling="empty" outline="dotted" /> },
  { words: 'map.other', sign: <Sign symbol={NOBODY} /> },
];

export function Legend({ scenes }: { readonly scenes: readonly Scene[] }) {
  const symbols = symbols_of(scenes);
  return (
    <section class="legend" aria-label={say('map.legend')}>
      <ul class="legend-holders">
        {symbols.slice(0, MOST).map((symbol) => (
          <li key={symbol.holder}>
            <Sign symbol={symbol} /> {symbol === NOBODY ? say('map.noHolder') : <Outside text={symbol.label} />}
          </li>
        ))}
        {symbols.length > MOST && <li class="aside">{say('n.more', { count: symbols.length - MOST })}</li>}
      </ul>
      <details>
        <summary>{say('map.read')}</summary>
        <ul class="legend-reading">
          {READING.map(({ words, sign }) => (
            <li key={words}>
              {sign} {say(words)}
            </li>
          ))}
        </ul>
        <p class="aside">
          {say('map.points')}
        </p>
      </details>
    </section>
  );
}
