/* What the marks mean: the holders that are seen, and how filling and outline are to be read. */
import { Sign } from '../../marks/sign.tsx';
import { NOBODY, type Symbol } from '../../marks/symbol.ts';
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

const READING = [
  { words: 'is said to hold it or to have taken it', sign: <Sign symbol={ONE} /> },
  { words: 'enters it, besieges it or fights over it', sign: <Sign symbol={ONE} filling="half" /> },
  { words: 'lost it or left it', sign: <Sign symbol={ONE} filling="empty" /> },
  { words: 'it is denied', sign: <Sign symbol={ONE} negated /> },
  { words: 'on some day among several', sign: <Sign symbol={ONE} fuzzy /> },
  { words: 'outline: the place itself', sign: <Sign symbol={ONE} filling="empty" /> },
  { words: 'outline: near it, or its district', sign: <Sign symbol={ONE} filling="empty" outline="dashed" /> },
  { words: 'outline: no closer than region or country', sign: <Sign symbol={ONE} filling="empty" outline="dotted" /> },
  { words: 'something else is said to have happened, or no holder is named', sign: <Sign symbol={NOBODY} /> },
];

export function Legend({ scenes }: { readonly scenes: readonly Scene[] }) {
  const symbols = symbols_of(scenes);
  return (
    <section class="legend" aria-label="Legend">
      <ul class="legend-holders">
        {symbols.slice(0, MOST).map((symbol) => (
          <li key={symbol.holder}>
            <Sign symbol={symbol} /> <Outside text={symbol.label} />
          </li>
        ))}
        {symbols.length > MOST && <li class="aside">and {symbols.length - MOST} more</li>}
      </ul>
      <details>
        <summary>How to read the marks</summary>
        <ul class="legend-reading">
          {READING.map(({ words, sign }) => (
            <li key={words}>
              {sign} {words}
            </li>
          ))}
        </ul>
        <p class="aside">
          Marks stand on the point of the place and are never moved apart; where voices differ theirs stand side by side. Who held a place between two claims is not known, and
          nothing is drawn there.
        </p>
      </details>
    </section>
  );
}
