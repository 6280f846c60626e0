/* Dispatch: the text with all that was read in it. A claim that is chosen shows its card, why it was read so and what it stands against. */
import { memo } from 'preact/compat';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { use_json } from '../lib/api.ts';
import { check_words, LAYERS, layers_shown, marks_of, switch_layer, type Layer } from '../lib/marks.ts';
import { look_with } from '../lib/navigation.ts';
import { basis_words, date_words, day_words } from '../lib/precision.ts';
import type { Claim, DispatchDetail, Kin } from '../lib/types.ts';
import { say, say_code, say_share } from '../lib/say.ts';
import { language_name } from '../lib/words.ts';
import { Annotated, room_for } from '../parts/annotated.tsx';
import { ClaimCard } from '../parts/claim.tsx';
import { ClaimBackground, use_claim } from '../parts/claim_detail.tsx';
import { ErrorBox, Head, Waiting } from '../parts/feedback.tsx';
import { use_near } from '../parts/near.ts';
import { Outside, Quote } from '../parts/outside.tsx';
import { Link, said } from '../parts/said.tsx';
import type { ViewProps } from './registry.ts';

const CLAIMS_MOST = 1000; /* that come with a part */
const PART = 16_000; /* code points of the text that are asked for at once */
const PART_COMES = 2000; /* pixels from the window */
const PART_LEAVES = 8000;

/** The n-th part of a dispatch's text, with its spans and claims. */
function part_address(dispatch: string, n: number): string {
  const whole = `/dispatches/${encodeURIComponent(dispatch)}.json`;
  return n === 0 ? `${whole}?end=${PART}` : `${whole}?start=${n * PART}&end=${(n + 1) * PART}`;
}

function Source({ dispatch }: { readonly dispatch: DispatchDetail }) {
  const claims = say('n.claims', { count: dispatch.claims.length });
  const more = dispatch.claims.length >= CLAIMS_MOST || dispatch.end < dispatch.characters;
  const date = dispatch.date !== null ? date_words(dispatch.date) : day_words(dispatch.first_day, dispatch.last_day);
  return (
    <p class="lead">
      {dispatch.source !== null && (
        <>
          <Outside text={dispatch.source} />,{' '}
        </>
      )}
      {date}
      {dispatch.date_basis !== null && dispatch.date_basis !== 'given' && ` (${basis_words(dispatch.date_basis)})`}
      {dispatch.lang !== null && `, ${language_name(dispatch.lang)}`}, {more ? say('dispatch.andMore', { claims }) : claims}
    </p>
  );
}

function Legend({ shown }: { readonly shown: ReadonlySet<Layer> }) {
  return (
    <div class="legend" role="group" aria-label={say('dispatch.marks')}>
      {LAYERS.map(({ name, sign }) => (
        <button key={name} type="button" class={`layer layer-${name}`} aria-pressed={shown.has(name)} onClick={() => look_with({ marks: switch_layer(shown, name) }, { replace: true })}>
          <span class="sign" aria-hidden="true">
            {sign}
          </span>{' '}
          {say(`layer.${name}`)}
        </button>
      ))}
    </div>
  );
}

function back_to_words(claim: string): void {
  look_with({ claim: null }, { replace: true });
  document.getElementById(`tag-${claim}`)?.focus();
}

/** The chosen claim. It takes the focus when a reader chooses it; Escape gives it back to the words. */
function Chosen({ claim, take_focus }: { readonly claim: Claim; readonly take_focus: boolean }) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (take_focus) panel.current?.focus({ preventScroll: true });
  }, [claim.id]);
  return (
    <section
      ref={panel}
      class="chosen"
      tabIndex={-1}
      aria-label={say('claim.title', { id: claim.short_id })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') back_to_words(claim.id);
      }}
    >
      <div class="chosen-head">
        <h2>
          {said('claim.title', { id: <span class="tag still">{claim.short_id}</span> })}
        </h2>
        <button type="button" onClick={() => back_to_words(claim.id)}>
          {say('dispatch.back')}
        </button>
      </div>
      <ClaimCard claim={claim} within="dispatch" />
      <ClaimBackground id={claim.id} />
    </section>
  );
}

const ClaimIndex = memo(function ClaimIndex({ claims, selected, whole }: { readonly claims: readonly Claim[]; readonly selected: string | null; readonly whole: boolean }) {
  const in_order = useMemo(() => [...claims].sort((a, b) => a.start - b.start), [claims]);
  if (claims.length === 0 && whole) return <p class="aside">{say('dispatch.noClaim')}</p>;
  return (
    <>
      {(claims.length >= CLAIMS_MOST || !whole) && <p class="aside">{say('dispatch.part')}</p>}
      <ol class="claim-index">
        {in_order.map((claim) => (
          <li key={claim.id}>
            <button type="button" class="index-entry" aria-current={claim.id === selected ? 'true' : undefined} onClick={() => look_with({ claim: claim.id })}>
              <span class="tag still">{claim.short_id}</span> {said('claim.saysWhat', { claimant: <Outside text={claim.claimant} />, what: <Outside text={claim.says} lang="en" /> })}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
});

function checks_of(part: DispatchDetail) {
  const checks = part.spans.filter((span) => span.kind === 'check');
  const points = checks.length === 0 ? [] : [...part.text];
  return checks.map((check) => ({ check, words: points.slice(Math.max(0, check.start - part.start), check.end - part.start).join(''), lang: part.lang }));
}

function Checks({ parts }: { readonly parts: readonly DispatchDetail[] }) {
  const checks = useMemo(() => parts.flatMap(checks_of), [parts]);
  if (checks.length === 0) return null;
  return (
    <section>
      <h2>{say('dispatch.checks')}</h2>
      <ul class="plain">
        {checks.map(({ check, words, lang }) => (
          <li key={check.start}>
            <span aria-hidden="true">{check.holds === true ? '✓' : '✗'} </span>
            <q class="fired">
              <Outside text={words} lang={lang} />
            </q>{' '}
            {check_words(check)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function KinItem({ kin }: { readonly kin: Kin }) {
  const { dispatch } = kin;
  return (
    <li>
      <p>
        <Link href={`/dispatches/${dispatch.id}`}>
          <Outside text={dispatch.title ?? dispatch.short_id} />
        </Link>
        <span class="aside">
          {' '}
          {dispatch.source !== null && <Outside text={dispatch.source} />}
          {dispatch.date !== null && `, ${date_words(dispatch.date)}`}: {say_code('kin', kin.relation)}, {say('dispatches.share', { share: say_share(kin.share) })}
        </span>
      </p>
      {kin.passages.length > 0 && (
        <details>
          <summary>{say('n.passages', { count: kin.passages.length })}</summary>
          {kin.passages.map((passage) => passage.quote !== null && <Quote key={passage.start} text={passage.quote} />)}
        </details>
      )}
    </li>
  );
}

function Copies({ dispatch }: { readonly dispatch: DispatchDetail }) {
  const kin = dispatch.kin ?? [];
  if (kin.length === 0) return null;
  const voices = dispatch.voice_dispatches ?? 1;
  return (
    <section>
      <h2>{say('dispatch.copies')}</h2>
      {voices > 1 && <p>{say('dispatch.carry', { count: voices })}</p>}
      <ul class="plain kin">
        {kin.map((one) => (
          <KinItem key={one.dispatch.id} kin={one} />
        ))}
      </ul>
      {(dispatch.kin_hidden ?? 0) > 0 && <p class="aside">{say('n.more', { count: dispatch.kin_hidden ?? 0 })}</p>}
    </section>
  );
}

/** The claim with this id; it may stand in a part of the text that was not shown yet, so that one may have to be asked for. */
function use_chosen(dispatch: DispatchDetail, claims: readonly Claim[], id: string | null): Claim | undefined {
  const known = claims.find((claim) => claim.id === id);
  const asked = use_claim(known === undefined ? id : null).data?.claim;
  return known ?? (asked?.id === id && asked?.dispatch === dispatch.id ? asked : undefined);
}

interface PartProps {
  readonly dispatch: DispatchDetail;
  readonly n: number;
  readonly near: boolean;
  /** Pixels, of a part that was laid out before. */
  readonly height: number | undefined;
  readonly shown: ReadonlySet<Layer>;
  /** The chosen claim, where this part holds it. */
  readonly selected: string | null;
  readonly on_come: (n: number, part: DispatchDetail | null) => void;
}

const choose = (claim: string): void => look_with({ claim }, { replace: true });

/** A stretch of the text. All but the first are asked for when they come near the window, or are to show a chosen claim, and given up
    when they are far from it. */
const Part = memo(function Part({ dispatch, n, near, height, shown, selected, on_come }: PartProps) {
  const asked = use_json<DispatchDetail>(n > 0 && (near || selected !== null) ? part_address(dispatch.id, n) : null);
  const part = n === 0 ? dispatch : asked.data;
  const marks = useMemo(() => (part === null ? [] : marks_of(part, dispatch.kin)), [part, dispatch]);
  const names = useMemo(() => new Map((part?.claims ?? []).map((claim) => [claim.id, claim.short_id])), [part]);
  useEffect(() => {
    if (n > 0) on_come(n, part);
  }, [part]);
  const [from, to] = [n * PART, Math.min(dispatch.characters, (n + 1) * PART)];
  return (
    <div data-part={n} data-from={from} data-to={to} style={{ minBlockSize: part === null ? room_for(to - from, height) : '' }}>
      {asked.error !== null && <ErrorBox error={asked.error} />}
      {part !== null && (
        <Annotated
          text={part.text}
          lang={part.lang}
          from={from}
          whole={dispatch.characters <= PART}
          marks={marks}
          shown={shown}
          selected={selected}
          names={names}
          on_select={choose}
        />
      )}
    </div>
  );
});

function with_part(before: ReadonlyMap<number, DispatchDetail>, n: number, part: DispatchDetail | null): ReadonlyMap<number, DispatchDetail> {
  if (part === null && !before.has(n)) return before;
  const next = new Map(before);
  if (part === null) next.delete(n);
  else next.set(n, part);
  return next;
}

function Reading({ dispatch, route }: { readonly dispatch: DispatchDetail; readonly route: ViewProps['route'] }) {
  const [later, set_later] = useState<ReadonlyMap<number, DispatchDetail>>(new Map());
  const on_come = useCallback((n: number, part: DispatchDetail | null) => set_later((before) => with_part(before, n, part)), []);
  const count = Math.max(1, Math.ceil(dispatch.characters / PART));
  const box = useRef<HTMLDivElement>(null);
  const { is_near, height_of } = use_near(box, 'data-part', count, PART_COMES, PART_LEAVES);
  const parts = useMemo(() => [dispatch, ...[...later].sort(([a], [b]) => a - b).map(([, part]) => part)], [dispatch, later]);
  const claims = useMemo(() => parts.flatMap((part) => part.claims), [parts]);
  const listed = route.look.get('marks');
  const shown = useMemo(() => layers_shown(listed), [listed]);
  const selected = route.look.get('claim');
  const chosen = use_chosen(dispatch, claims, selected);
  const chosen_part = chosen === undefined ? -1 : Math.floor(chosen.start / PART);
  const came_with = useRef(selected); /* chosen by the address with which the page was opened, not by its reader */
  if (selected !== came_with.current) came_with.current = null;
  return (
    <div class="dispatch">
      <div ref={box} class="dispatch-text">
        <Legend shown={shown} />
        {dispatch.store !== 'full' && (
          <p class="note">
            {say(dispatch.store === 'none' ? 'dispatch.kept.none' : 'dispatch.kept.part')}
          </p>
        )}
        {parts.some((part) => part.truncated) && <p class="note">{say('dispatch.tooMany')}</p>}
        {Array.from({ length: count }, (_, n) => (
          <Part
            key={n}
            dispatch={dispatch}
            n={n}
            near={is_near(n)}
            height={height_of(n)}
            shown={shown}
            selected={n === chosen_part ? (chosen?.id ?? null) : null}
            on_come={on_come}
          />
        ))}
      </div>
      <aside class="dispatch-side" aria-label={say('dispatch.read')}>
        {chosen !== undefined && <Chosen claim={chosen} take_focus={selected !== came_with.current} />}
        <section>
          <h2>{say('dispatch.claims')}</h2>
          <ClaimIndex claims={claims} selected={selected} whole={dispatch.end >= dispatch.characters} />
        </section>
        <Checks parts={parts} />
        <Copies dispatch={dispatch} />
      </aside>
    </div>
  );
}

export default function DispatchView({ route, params }: ViewProps) {
  const { data, error, waiting } = use_json<DispatchDetail>(part_address(params.dispatch ?? '', 0));
  return (
    <>
      <Head title={data?.title ?? say('dispatch.one')} lang={data?.lang ?? null}>{data !== null && <Source dispatch={data} />}</Head>
      {error !== null && <ErrorBox error={error} />}
      {data === null && waiting && <Waiting />}
      {data !== null && <Reading key={data.id} dispatch={data} route={route} />}
    </>
  );
}
