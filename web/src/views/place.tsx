/* Place: who held it when, one lane a claimant; what contradicts is joined, and where nobody says anything nothing is drawn. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { use_json } from '../lib/api.ts';
import type { PlaceAnswer, Stretch } from '../lib/answers.ts';
import { use_shown } from '../lib/left.ts';
import { go_with, look_with } from '../lib/navigation.ts';
import { address_of } from '../lib/route.ts';
import { say, say_list, say_number } from '../lib/say.ts';
import { control_words, country_name } from '../lib/words.ts';
import { ErrorBox, Head, Nothing, Waiting } from '../parts/feedback.tsx';
import { Outside, Quote } from '../parts/outside.tsx';
import { Link, Names, said } from '../parts/said.tsx';
import { assign_symbols, filling_of, holder_key, NOBODY, type Symbol } from '../marks/symbol.ts';
import { Sign } from '../marks/sign.tsx';
import { shift_axis, ticks_of, zoom_axis, type Axis } from '../time/axis.ts';
import { day_of, iso_of } from '../time/day.ts';
import { extent_of, say_span, span_of } from '../time/span.ts';
import { at_odds_first, gaps_of, join_ends, joins_of, lay_lane, ROW_HEIGHT, type Bar, type Join, type LaidLane } from './place/layout.ts';
import type { ViewProps } from './registry.ts';

const LANES_AT_FIRST = 40;
const HEAD_HEIGHT = 26;
const LANE_GAP = 10;

/** The days that the address asks for, else all that are told of and one beside them. */
function axis_of(answer: PlaceAnswer, from: string | null, to: string | null, width: number): Axis | null {
  const extent = extent_of(answer.lanes.flatMap(({ stretches }) => stretches.map((one) => span_of(one.first_day, one.last_day))));
  const first = day_of(from) ?? (extent === null ? null : extent.first - 1);
  const last = day_of(to) ?? (extent === null ? null : extent.last + 1);
  return first === null || last === null || last < first ? null : { first, last, width };
}

function symbols_of(answer: PlaceAnswer): ReadonlyMap<string, Symbol> {
  const counted = new Map<string, { code: string | null; label: string; claims: number }>();
  for (const { holder, holder_code, claims } of answer.lanes.flatMap(({ stretches }) => stretches)) {
    if (holder === null) continue;
    const one = { code: holder_code, label: holder };
    const known = counted.get(holder_key(one));
    counted.set(holder_key(one), { ...one, claims: (known?.claims ?? 0) + claims });
  }
  return assign_symbols([...counted.values()].sort((a, b) => b.claims - a.claims));
}

interface BarProps {
  readonly bar: Bar;
  readonly symbol: Symbol;
  readonly top: number;
  readonly chosen: boolean;
  readonly on_choose: (claim: string) => void;
}

function BarButton({ bar, symbol, top, chosen, on_choose }: BarProps) {
  const { stretch } = bar;
  const filling = filling_of(stretch.state);
  const words = `${control_words(stretch)}, ${say_span(bar.span)}`;
  const label = bar.fuzzy ? say('place.fuzzy', { words }) : words;
  return (
    <button
      type="button"
      class={`bar tone-${symbol.colour < 0 ? 'nobody' : symbol.colour} ${filling}${bar.fuzzy ? ' fuzzy' : ''}${stretch.polarity === 'negated' ? ' negated' : ''}`}
      style={{ left: `${bar.left}px`, width: `${bar.width}px`, top: `${top + bar.row * ROW_HEIGHT}px` }}
      aria-pressed={chosen}
      aria-label={label}
      title={label}
      onClick={() => on_choose(stretch.claim)}
    >
      <span class="bar-days" style={{ left: `${bar.days_left}px`, width: `${Math.max(2, bar.days_width)}px` }} />
      <Sign symbol={symbol} filling={filling} negated={stretch.polarity === 'negated'} fuzzy={bar.fuzzy} />
    </button>
  );
}

interface Placed {
  readonly laid: LaidLane;
  readonly top: number;
  readonly height: number;
}

function stack(lanes: readonly LaidLane[]): { placed: Placed[]; height: number } {
  let top = 0;
  const placed = lanes.map((laid) => {
    const height = HEAD_HEIGHT + laid.rows * ROW_HEIGHT + LANE_GAP;
    const one = { laid, top, height };
    top += height;
    return one;
  });
  return { placed, height: top };
}

function JoinLines({ joins, placed, chosen, axis, height }: { readonly joins: readonly Join[]; readonly placed: readonly Placed[]; readonly chosen: string | null; readonly axis: Axis; readonly height: number }) {
  return (
    <svg class="joins" width={axis.width} height={height} aria-hidden="true">
      {joins.map((join) => {
        const [pa, pb] = [placed[join.a.lane] as Placed, placed[join.b.lane] as Placed];
        const [a, b] = [pa.laid.bars[join.a.bar] as Bar, pb.laid.bars[join.b.bar] as Bar];
        const { ax, bx } = join_ends(a, b);
        const y = (placed_at: Placed, bar: Bar): number => placed_at.top + HEAD_HEIGHT + bar.row * ROW_HEIGHT + ROW_HEIGHT / 2;
        const lit = a.stretch.claim === chosen || b.stretch.claim === chosen;
        return <path key={`${a.stretch.claim}${b.stretch.claim}`} class={lit ? 'join lit' : 'join'} d={`M${ax},${y(pa, a)}L${bx},${y(pb, b)}`} />;
      })}
    </svg>
  );
}

function Lane({ placed, axis, symbols, chosen, on_choose }: { readonly placed: Placed; readonly axis: Axis; readonly symbols: ReadonlyMap<string, Symbol>; readonly chosen: string | null; readonly on_choose: (claim: string) => void }) {
  const { lane, bars, rows, undated, outside } = placed.laid;
  const symbol_of = (stretch: Stretch): Symbol => (stretch.holder === null ? NOBODY : (symbols.get(holder_key({ code: stretch.holder_code, label: stretch.holder })) ?? NOBODY));
  const voices = say('n.voices', { count: lane.voices });
  const rest = [
    ...(undated.length > 0 ? [say('place.undated', { count: undated.length })] : []),
    ...(outside > 0 ? [say('place.outside', { count: outside })] : []),
  ];
  return (
    <li class="lane" style={{ height: `${placed.height}px` }}>
      <h2 class="lane-head">
        <Outside text={lane.claimant} /> <span class="aside">· {say_list([voices, ...rest])}</span>
      </h2>
      {gaps_of(axis, placed.laid).map(({ from, to }) => (
        <span key={from} class="gap" aria-hidden="true" style={{ left: `${from}px`, width: `${to - from}px`, top: `${HEAD_HEIGHT + (rows * ROW_HEIGHT) / 2}px` }} />
      ))}
      {bars.map((bar) => (
        <BarButton key={bar.stretch.claim} bar={bar} symbol={symbol_of(bar.stretch)} top={HEAD_HEIGHT} chosen={bar.stretch.claim === chosen} on_choose={on_choose} />
      ))}
    </li>
  );
}

function Words({ answer, claim, on_close }: { readonly answer: PlaceAnswer; readonly claim: string; readonly on_close: () => void }) {
  const all = answer.lanes.flatMap(({ claimant, stretches }) => stretches.map((stretch) => ({ claimant, stretch })));
  const found = all.find(({ stretch }) => stretch.claim === claim);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus({ preventScroll: true }), [claim]);
  if (found === undefined) return null;
  const against = all.filter(({ stretch }) => found.stretch.contradicted_by.includes(stretch.claim));
  return (
    <section class="picked" aria-labelledby="words-head">
      <div class="picked-top">
        <h2 id="words-head" ref={head} tabIndex={-1}>
          {say('place.words')}
        </h2>
        <button type="button" onClick={on_close}>
          {say('place.close')}
        </button>
      </div>
      <ul class="picked-list">
        {[found, ...against].map(({ claimant, stretch }, i) => (
          <li key={stretch.claim}>
            {i === 1 && <p class="against">{say('place.contradicted')}</p>}
            <p>
              {said('claim.saysWhat', {
                claimant: <Outside text={claimant} />,
                what: (
                  <Link href={`/claims/${encodeURIComponent(stretch.claim)}`}>
                    <Outside text={control_words(stretch)} />
                  </Link>
                ),
              })}
              , {say_span(span_of(stretch.first_day, stretch.last_day))}
              {stretch.time_basis === 'dispatch' && <span class="aside"> ({say('basis.dispatchShort')})</span>}
            </p>
            {stretch.words !== null && <Quote text={stretch.words} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function use_width(): [{ current: HTMLDivElement | null }, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, set_width] = useState(0);
  useLayoutEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(() => set_width(box.current?.clientWidth ?? 0));
    observer.observe(box.current);
    return () => observer.disconnect();
  });
  return [box, width];
}

function AxisKeys({ axis }: { readonly axis: Axis }) {
  const go_to = (next: Axis): void => go_with({ from: iso_of(next.first), to: iso_of(next.last) }, { replace: true });
  const quarter = Math.max(1, Math.round((axis.last - axis.first) / 4));
  return (
    <div class="axis-keys" role="group" aria-label={say('place.days')}>
      <button type="button" onClick={() => go_to(shift_axis(axis, -quarter))}>
        {say('place.earlier')}
      </button>
      <button type="button" onClick={() => go_to(shift_axis(axis, quarter))}>
        {say('place.later')}
      </button>
      <button type="button" onClick={() => go_to(zoom_axis(axis, 2))}>
        {say('place.fewer')}
      </button>
      <button type="button" onClick={() => go_to(zoom_axis(axis, 0.5))}>
        {say('place.more')}
      </button>
      <button type="button" onClick={() => go_with({ from: null, to: null, on: null }, { replace: true })}>
        {say('place.allDays')}
      </button>
    </div>
  );
}

function Lanes({ answer, axis, chosen, on_choose }: { readonly answer: PlaceAnswer; readonly axis: Axis; readonly chosen: string | null; readonly on_choose: (claim: string) => void }) {
  const [shown, show] = use_shown('lanes', LANES_AT_FIRST);
  const symbols = useMemo(() => symbols_of(answer), [answer]);
  const laid = useMemo(
    () => at_odds_first(answer.lanes.map((lane) => lay_lane(axis, lane)).filter(({ bars, undated }) => bars.length > 0 || undated.length > 0)),
    [answer, axis.first, axis.last, axis.width],
  );
  const drawn = laid.slice(0, shown);
  const { placed, height } = stack(drawn);
  const ticks = ticks_of(axis);
  return (
    <>
      <ul class="legend-holders" aria-label={say('place.legend')}>
        {[...symbols.values()].map((symbol) => (
          <li key={symbol.holder}>
            <Sign symbol={symbol} /> <Outside text={symbol.label} />
          </li>
        ))}
        <li>
          <Sign symbol={NOBODY} /> {say('map.noHolder')}
        </li>
      </ul>
      <div class="lanes-axis" aria-hidden="true">
        {ticks.map(({ day, x, label, major }) => (
          <span key={day} class={major ? 'tick major' : 'tick'} style={{ left: `${x}px` }}>
            <bdi>{label}</bdi>
          </span>
        ))}
      </div>
      <div class="lanes-box">
        <JoinLines joins={joins_of(drawn)} placed={placed} chosen={chosen} axis={axis} height={height} />
        <ul class="lanes">
          {placed.map((one) => (
            <Lane key={`${one.laid.lane.claimant} ${one.laid.lane.basis}`} placed={one} axis={axis} symbols={symbols} chosen={chosen} on_choose={on_choose} />
          ))}
        </ul>
      </div>
      {laid.length > shown && (
        <button type="button" onClick={() => show(shown + LANES_AT_FIRST)}>
          {say('place.moreLanes', { count: laid.length - shown })}
        </button>
      )}
    </>
  );
}

export default function PlaceView({ route, params }: ViewProps) {
  const { data, error } = use_json<PlaceAnswer>(address_of(`/places/${encodeURIComponent(params.place ?? '')}.json`, route.query));
  const [box, width] = use_width();
  const chosen = route.look.get('claim');
  const on = route.query.get('on');
  const axis = data === null || width === 0 ? null : axis_of(data, route.query.get('from') ?? on, route.query.get('to') ?? on, width);
  const choose = (claim: string | null): void => look_with({ claim }, { replace: true });
  if (error !== null) return <ErrorBox error={error} />;
  const place = data?.place;
  return (
    <div class="place-view">
      <Head title={place?.name ?? say('place.one')}>
        {place !== undefined && (
          <p class="aside">
            <Names names={[place.admin1, place.country === null ? null : country_name(place.country)]} /> · {say('n.claims', { count: place.claims })} ·{' '}
            <Link href={address_of('/claims', undefined, { place: place.id })}>{say('place.all')}</Link>
          </p>
        )}
      </Head>
      <div ref={box} class="place-width" />
      {data === null && <Waiting />}
      {data !== null && data.lanes.length === 0 && <Nothing>{say(data.hidden > 0 ? 'place.nobodyThen' : 'place.nobody')}</Nothing>}
      {data !== null && axis !== null && (
        <>
          <AxisKeys axis={axis} />
          <Lanes answer={data} axis={axis} chosen={chosen} on_choose={choose} />
          <p class="aside">{say('place.reading')}</p>
          {data.hidden > 0 && <p class="aside">{say('place.hidden', { count: data.hidden })}</p>}
          {data.more_lanes > 0 && (
            <p class="aside">
              {say('place.hiddenLanes', { lanes: say_number(data.more_lanes), claims: say('n.claims', { count: data.more_claims }) })}
            </p>
          )}
        </>
      )}
      {data !== null && chosen !== null && <Words answer={data} claim={chosen} on_close={() => choose(null)} />}
      {data !== null && data.others.length > 0 && (
        <section>
          <h2>{say('place.others')}</h2>
          <ul>
            {data.others.map((other) => (
              <li key={other.id}>
                <Link href={`/places/${encodeURIComponent(other.id)}`}>
                  <Outside text={other.name} />
                </Link>{' '}
                <Names names={[other.admin1, other.country === null ? null : country_name(other.country)]} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
