/* The map as a list: the same marks for who does not see the picture, and the words behind a chosen place. */
import { useEffect, useRef } from 'preact/hooks';
import { use_json } from '../../lib/api.ts';
import type { Mark } from '../../lib/answers.ts';
import { use_shown } from '../../lib/left.ts';
import { address_of } from '../../lib/route.ts';
import { say, say_code } from '../../lib/say.ts';
import type { Claim, List } from '../../lib/types.ts';
import { control_words } from '../../lib/words.ts';
import { Sign } from '../../marks/sign.tsx';
import { ErrorBox } from '../../parts/feedback.tsx';
import { Outside, Quote } from '../../parts/outside.tsx';
import { Link, said } from '../../parts/said.tsx';
import { say_span, span_of } from '../../time/span.ts';
import type { Face, Glyph, Scene } from './scene.ts';

const AT_FIRST = 24;
const MORE = 100;

function face_words({ symbol, states, negated }: Face, mark: Mark): string {
  if (!states || mark.state === null) return say_code('type', mark.type);
  return control_words({ state: mark.state, polarity: negated ? 'negated' : 'affirmed', holder: mark.holder === null ? null : symbol.label, from: null });
}

function PlaceButton({ glyph, pressed, on_choose }: { readonly glyph: Glyph; readonly pressed: boolean; readonly on_choose: (place: string) => void }) {
  const most = 5;
  return (
    <button type="button" class="twin-place" aria-pressed={pressed} onClick={() => on_choose(glyph.place)}>
      <span class="twin-name">
        <Outside text={glyph.name} />
      </span>
      {glyph.said.slice(0, most).map(({ face, marks }) => (
        <span class="twin-said" key={marks[0]?.claim}>
          <Sign symbol={face.symbol} filling={face.filling} outline={face.outline} negated={face.negated} fuzzy={face.fuzzy} />
          <bdi>{face_words(face, marks[0] as Mark)}</bdi>
          {marks.length > 1 && <span> ×{marks.length}</span>}
        </span>
      ))}
      {glyph.said.length > most && <span>{say('n.more', { count: glyph.said.length - most })}</span>}
    </button>
  );
}

interface TwinProps {
  readonly scene: Scene;
  readonly title: string;
  readonly chosen: string | null;
  readonly on_choose: (place: string) => void;
}

export function Twin({ scene, title, chosen, on_choose }: TwinProps) {
  const [shown, show] = use_shown(`map ${title}`, AT_FIRST);
  const left = Math.max(0, scene.glyphs.length - shown);
  return (
    <section class="twin">
      <h2>
        <bdi>{title}</bdi>
      </h2>
      {scene.glyphs.length === 0 && <p class="nothing">{say('map.nothingHere')}</p>}
      <ul class="twin-list">
        {scene.glyphs.slice(0, shown).map((glyph) => (
          <li key={glyph.place}>
            <PlaceButton glyph={glyph} pressed={glyph.place === chosen} on_choose={on_choose} />
          </li>
        ))}
      </ul>
      {left > 0 && (
        <button type="button" onClick={() => show(shown + MORE)}>
          {say('map.showPlaces', { shown: Math.min(MORE, left), places: say('n.places', { count: left }) })}
        </button>
      )}
    </section>
  );
}

/** What the claims of a chosen place are narrowed to: the days and the lane. */
interface ChosenFilter {
  readonly place: string;
  readonly from?: string;
  readonly to?: string;
  readonly claimant: string | null;
}

function ChosenLane({ filter }: { readonly filter: ChosenFilter }) {
  const query = { ...filter };
  const { data, error } = use_json<List<Claim>>(address_of('/claims.json', undefined, { ...query, limit: '40' }));
  return (
    <div>
      {error !== null && <ErrorBox error={error} />}
      <ul class="picked-list">
        {(data?.items ?? []).map((claim) => (
          <li key={claim.id}>
            <p>
              {said('claim.saysWhat', {
                claimant: <Outside text={claim.claimant} />,
                what: (
                  <Link href={`/claims/${encodeURIComponent(claim.id)}`}>
                    <Outside text={claim.says} lang="en" />
                  </Link>
                ),
              })}
              , {say_span(span_of(claim.first_day, claim.last_day))}
            </p>
            <Quote text={claim.quote} lang={claim.lang} />
          </li>
        ))}
      </ul>
      {data?.next != null && (
        <p>
          <Link href={address_of('/claims', undefined, query)}>{say('map.allOfPlace')}</Link>
        </p>
      )}
    </div>
  );
}

interface ChosenProps {
  readonly place: string;
  readonly name: string;
  readonly days: { readonly from?: string; readonly to?: string };
  /** Of the maps that are shown; null: everybody. */
  readonly claimants: readonly (string | null)[];
  readonly on_close: () => void;
}

/** What is said of the chosen place, with the words, each with who says it; beside each other where two maps are. */
export function Chosen({ place, name, days, claimants, on_close }: ChosenProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus({ preventScroll: true }), [place]);
  return (
    <section class="picked" aria-labelledby="chosen-head">
      <div class="picked-top">
        <h2 id="chosen-head" ref={head} tabIndex={-1}>
          <Link href={`/places/${encodeURIComponent(place)}`}>
            <Outside text={name} />
          </Link>
        </h2>
        <button type="button" onClick={on_close}>
          {say('place.close')}
        </button>
      </div>
      <div class={claimants.length > 1 ? 'map-panes two' : 'map-panes'}>
        {claimants.map((claimant, i) => (
          <ChosenLane key={i} filter={{ ...days, place, claimant }} />
        ))}
      </div>
    </section>
  );
}
