/* Map: what is claimed of some days, on the points of the places that are named; one lane, or two side by side. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { use_json } from '../lib/api.ts';
import type { MapAnswer, MapDays, MapHolder, Mark, Voice } from '../lib/answers.ts';
import { go_with, look_with } from '../lib/navigation.ts';
import { address_of, type Route } from '../lib/route.ts';
import { say, say_number } from '../lib/say.ts';
import type { List } from '../lib/types.ts';
import { assign_symbols, type Symbol } from '../marks/symbol.ts';
import { ErrorBox, Head, Waiting } from '../parts/feedback.tsx';
import { Link, said } from '../parts/said.tsx';
import { day_of, iso_of, say_day, type Day } from '../time/day.ts';
import { MapCanvas } from './map/canvas.tsx';
import { Controls } from './map/controls.tsx';
import { days_address, days_of, marks_address, MOST_MARKS, use_outlines, use_towns, type Days, type Degrees } from './map/data.ts';
import { Legend } from './map/legend.tsx';
import { camera_of, seen_degrees, sheet_for, type Sheet, type Size, type View } from './map/projection.ts';
import { holders_of, marks_of, scene_of, type Scene } from './map/scene.ts';
import { DaySlider } from './map/slider.tsx';
import { EVERYBODY, read_state, window_of, write_look, type Camera, type MapState } from './map/state.ts';
import { Chosen, Twin } from './map/twin.tsx';
import type { ViewProps } from './registry.ts';

const NO_MARKS: readonly Mark[] = [];
const NO_HOLDERS: readonly MapHolder[] = [];

/** The sheet is made for the first marks that come, and stays while the day changes: the map does not jump. */
function use_sheet(marks: readonly Mark[] | null, filter: string): Sheet | null {
  const made = useRef<{ readonly filter: string; readonly sheet: Sheet } | null>(null);
  if (marks !== null && marks.length > 0 && made.current?.filter !== filter) {
    made.current = { filter, sheet: sheet_for(marks.map(({ lon, lat }) => [lon, lat])) };
  }
  const empty = useMemo(() => sheet_for([]), []);
  return made.current?.sheet ?? (marks === null ? null : empty);
}

/** After so many milliseconds the map does without what has not come: the holders in the order of the ledger, the days. */
const PATIENCE = 800;

function use_late(): boolean {
  const [late, set_late] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => set_late(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return late;
}

/** The holders that the ledger names most come first, then those of the marks; a symbol once given stays, however the day changes.
    null: the ledger's holders are awaited. */
function use_symbols(holders: readonly MapHolder[] | null, marks: readonly Mark[]): ReadonlyMap<string, Symbol> | null {
  const given = useRef<ReadonlyMap<string, Symbol> | null>(null);
  return useMemo(() => {
    if (holders !== null) given.current = assign_symbols([...holders, ...holders_of(marks)], given.current ?? undefined);
    return given.current;
  }, [holders, marks]);
}

/** Panning and zooming move the picture at once, and the address when they rest. */
function use_camera(state: MapState): [Camera | null, (camera: Camera | null) => void] {
  const [camera, set_camera] = useState(state.camera);
  const timer = useRef(0);
  const own = useRef<string | null>(null);
  const of_address = JSON.stringify(state.camera);
  useEffect(() => {
    if (of_address !== own.current) set_camera(state.camera);
  }, [of_address]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const move = useCallback((next: Camera | null) => {
    set_camera(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const change = write_look({ camera: next });
      const look = new URLSearchParams(typeof change.at === 'string' ? { at: change.at } : {});
      own.current = JSON.stringify(read_state({ query: new URLSearchParams(), look }).camera);
      look_with(change, { replace: true });
    }, 250);
  }, []);
  return [camera, move];
}

/** The slider moves the picture at once, and the address when it rests. */
function use_day(state: MapState, days: Days | null): { on: Day | null; settled: Day | null; set_on: (day: Day) => void } {
  const [dragged, set_dragged] = useState<Day | null>(null);
  const timer = useRef(0);
  useEffect(() => set_dragged(null), [state.on]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const set_on = useCallback((day: Day) => {
    set_dragged(day);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => go_with({ on: iso_of(day) }, { replace: true }), 150);
  }, []);
  const settled = state.on ?? days?.last ?? null;
  return { on: dragged ?? settled, settled, set_on };
}

interface LaneAsked {
  readonly answer: MapAnswer | null;
  readonly error: ReturnType<typeof use_json>['error'];
  readonly marks: readonly Mark[] | null;
}

function use_lane(address: string | null): LaneAsked {
  const { data, error } = use_json<MapAnswer>(address);
  const marks = useMemo(() => (data === null ? null : marks_of(data)), [data]);
  return { answer: data, error, marks };
}

function use_scene(marks: readonly Mark[] | null, window: { first: Day; last: Day } | null, control_only: boolean, sheet: Sheet | null, symbols: ReadonlyMap<string, Symbol> | null): Scene | null {
  const [first, last] = [window?.first ?? null, window?.last ?? null];
  return useMemo(
    () => (sheet === null || symbols === null ? null : scene_of(marks ?? NO_MARKS, { window: first === null || last === null ? null : { first, last }, control_only }, sheet, symbols)),
    [marks, first, last, control_only, sheet, symbols],
  );
}

/** Claims that no map can show are counted, and the ways to them stand beside. */
function OffMap({ answer, route, window }: { readonly answer: MapAnswer; readonly route: Route; readonly window: { first: Day; last: Day } | null }) {
  const days = window === null ? {} : { from: iso_of(window.first), to: iso_of(window.last) };
  const link = (key: 'map.unplaced' | 'map.undated', count: number | null, href: string) => (
    <Link href={href}>{count === null ? say('map.uncounted') : say(key, { claims: say('n.claims', { count }) })}</Link>
  );
  return (
    <p class="off-map">
      {said('map.offMap', {
        unplaced: link('map.unplaced', answer.unplaced, address_of('/claims', route.query, { on: null, ...days, unplaced: '1' })),
        undated: link('map.undated', answer.undated, address_of('/claims', route.query, { on: null, undated: '1' })),
      })}
      {answer.truncated && <strong> {say('map.tooMany', { most: say_number(MOST_MARKS) })}</strong>}
    </p>
  );
}

function lane_name(claimant: string | null): string {
  return claimant === null || claimant === EVERYBODY ? say('map.everybody') : claimant;
}

export default function MapView({ route }: ViewProps) {
  const state = read_state(route);
  const late = use_late();
  const asked_days = use_json<MapDays>(days_address(route.query));
  const days = useMemo(() => (asked_days.data === null ? null : days_of(asked_days.data)), [asked_days.data]);
  const voices = use_json<List<Voice>>('/voices.json?limit=100').data?.items ?? [];
  const holders = use_json<List<MapHolder>>('/map/holders.json?limit=60');
  const { on, settled, set_on } = use_day(state, days);
  const whole = days !== null && days.total <= MOST_MARKS;
  /* Without the days nobody knows which was the last: all are shown. */
  const no_days = days === null && (late || asked_days.error !== null);
  const known = settled !== null || no_days;
  const address = (claimant: string | null): string | null => (known ? marks_address(route.query, claimant, whole ? null : settled, state.days) : null);
  const left = use_lane(address(state.claimant));
  const right = use_lane(state.beside === null ? null : address(state.beside));
  const everything = useMemo(() => [...(left.marks ?? NO_MARKS), ...(right.marks ?? NO_MARKS)], [left.marks, right.marks]);
  const sheet = use_sheet(left.marks === null ? null : everything, address_of('', route.query, { on: null, claimant: null }));
  const symbols = use_symbols(holders.data?.items ?? (holders.waiting && !late ? null : NO_HOLDERS), everything);
  const window = on === null ? null : window_of(on, state.days);
  const left_scene = use_scene(left.marks, window, state.control_only, sheet, symbols);
  const right_scene = use_scene(right.marks, window, state.control_only, sheet, symbols);
  const [camera, set_camera] = use_camera(state);
  const [seen, set_seen] = useState<Degrees | null>(null);
  const outlines = use_outlines();
  const towns = use_towns(seen);

  const on_view = (view: View, size: Size, moved: boolean): void => {
    if (sheet === null) return;
    set_seen(seen_degrees(sheet, view, size));
    const next = moved ? camera_of(sheet, view, size) : null;
    if (next !== null) set_camera(next);
  };
  const choose = (place: string | null): void => look_with(write_look({ chosen: place }), { replace: true });
  const panes = [
    { claimant: state.claimant, scene: left_scene },
    ...(state.beside === null ? [] : [{ claimant: state.beside, scene: right_scene }]),
  ];
  const legend = useMemo(() => <Legend scenes={[left_scene, state.beside === null ? null : right_scene].flatMap((scene) => scene ?? [])} />, [left_scene, right_scene, state.beside]);
  const error = left.error ?? right.error ?? (state.on === null ? asked_days.error : null);
  const chosen_name = state.chosen === null ? null : (everything.find(({ place }) => place === state.chosen)?.name ?? null);
  const days_words = window === null ? say('map.allDays') : window.first === window.last ? say_day(window.last) : say('day.range', { first: say_day(window.first), last: say_day(window.last) });

  return (
    <div class="map-view">
      <Head title={say('nav.map')} />
      <Controls state={state} voices={voices} />
      {on !== null && days !== null && <DaySlider days={days} on={on} window={state.days} on_change={set_on} />}
      {(no_days || (days === null && !asked_days.waiting)) && (
        <label class="field">
          <span>{say('map.day')}</span>
          <input type="date" value={on === null ? '' : iso_of(on)} onChange={(event) => day_of(event.currentTarget.value) !== null && go_with({ on: event.currentTarget.value })} />
        </label>
      )}
      {error !== null && <ErrorBox error={error} />}
      {error === null && asked_days.data !== null && days === null && state.on === null && <p class="nothing">{say('map.nothing')}</p>}
      {(sheet === null || left_scene === null) && left.error === null && right.error === null && (known || asked_days.waiting) && <Waiting />}
      {sheet !== null && (
        <div class={panes.length > 1 ? 'map-panes two' : 'map-panes'}>
          {panes.map(
            ({ claimant, scene }, i) =>
              scene !== null && (
                <figure class="map-pane" key={i}>
                  <figcaption>
                    {said('map.lane', {
                      who: <bdi>{lane_name(claimant)}</bdi>,
                      claims: say('n.claims', { count: scene.claims }),
                      places: say('n.places', { count: scene.glyphs.length }),
                      days: days_words,
                    })}
                  </figcaption>
                  <MapCanvas
                    label={say('map.label', { who: lane_name(claimant), days: days_words })}
                    sheet={sheet}
                    scene={scene}
                    outlines={outlines}
                    towns={towns}
                    camera={camera}
                    chosen={state.chosen}
                    on_view={on_view}
                    on_choose={choose}
                    on_fit={() => set_camera(null)}
                  />
                </figure>
              ),
          )}
        </div>
      )}
      <p id="map-keys" class="aside map-keys">
        {say('map.keys')}
      </p>
      {left.answer !== null && <OffMap answer={left.answer} route={route} window={whole ? null : window} />}
      {legend}
      {state.chosen !== null && chosen_name !== null && (
        <Chosen
          place={state.chosen}
          name={chosen_name}
          days={window === null ? {} : { from: iso_of(window.first), to: iso_of(window.last) }}
          claimants={panes.map(({ claimant }) => (claimant === EVERYBODY ? null : claimant))}
          on_close={() => choose(null)}
        />
      )}
      <div class={panes.length > 1 ? 'map-panes two' : 'map-panes'}>
        {panes.map(({ claimant, scene }, i) => scene !== null && <Twin key={i} scene={scene} title={say('map.list', { who: lane_name(claimant) })} chosen={state.chosen} on_choose={choose} />)}
      </div>
    </div>
  );
}
