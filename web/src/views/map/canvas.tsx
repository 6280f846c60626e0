/* The canvas of one map: painted from a scene, moved by fingers, mouse and keys. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Town } from '../../lib/answers.ts';
import { colour_of } from '../../lib/colour.ts';
import { say } from '../../lib/say.ts';
import type { Outlines } from './data.ts';
import { follow_gestures, view_after_key } from './gestures.ts';
import { countries_on, type BasePalette, type TownAt } from './paint.ts';
import { Painter } from './painter.ts';
import { fit_view, view_of, zoom_view, type Sheet, type Size, type View } from './projection.ts';
import { glyph_at, glyphs_within, type Glyph, type Scene } from './scene.ts';
import { Sprites } from './sprites.ts';
import type { Camera } from './state.ts';

interface CanvasProps {
  readonly label: string;
  readonly sheet: Sheet;
  readonly scene: Scene;
  readonly outlines: Outlines | null;
  readonly towns: readonly Town[];
  /** null: what the marks take up. */
  readonly camera: Camera | null;
  readonly chosen: string | null;
  /** After a move, and when the size is known. */
  readonly on_view: (view: View, size: Size, moved: boolean) => void;
  readonly on_choose: (place: string | null) => void;
  readonly on_fit: () => void;
}

function read_palette(element: Element): BasePalette {
  const token = (name: string): string => colour_of(element, name);
  return {
    marks: Array.from({ length: 9 }, (_, i) => token(`--holder-${i}`)),
    paper: token('--paper-raised'),
    ink: token('--ink'),
    soft: token('--map-name'),
    sea: token('--map-sea'),
    land: token('--map-land'),
    border: token('--map-border'),
    focus: token('--focus'),
    sans: getComputedStyle(element).getPropertyValue('--sans').trim() || 'sans-serif',
  };
}

function use_size(element: { readonly current: HTMLElement | null }): Size | null {
  const [size, set_size] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return;
    const measure = (): void => set_size({ width: box.clientWidth, height: box.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

const SCHEMES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'] as const;

function scheme(): string {
  return SCHEMES.filter((one) => matchMedia(one).matches).join();
}

/** Changes with the colours of the system, so that what is painted is painted anew. */
function use_scheme(): string {
  const [now, set_now] = useState(scheme);
  useEffect(() => {
    const change = (): void => set_now(scheme());
    const media = SCHEMES.map((one) => matchMedia(one));
    for (const one of media) one.addEventListener('change', change);
    return () => media.forEach((one) => one.removeEventListener('change', change));
  }, []);
  return now;
}

function towns_on(sheet: Sheet, towns: readonly Town[]): TownAt[] {
  return towns.flatMap((town): TownAt[] => {
    const at = sheet.projection([town.lon, town.lat]);
    return at === null ? [] : [{ name: town.name, x: at[0], y: at[1], region: town.feature === 'ADM1' }];
  });
}

/** How many other places lie on the same pixels, as far as the eye can tell. */
function others_at(scene: Scene, { x, y }: Glyph, { k }: View): number {
  const reach = 2 / k;
  return glyphs_within(scene, x - reach, y - reach, x + reach, y + reach).length - 1;
}

export function MapCanvas(props: CanvasProps) {
  const { label, sheet, scene, outlines, towns, camera, chosen, on_view, on_choose, on_fit } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = use_size(box);
  const colours = use_scheme();
  const [hovered, set_hovered] = useState<Glyph | null>(null);
  const view = useMemo(() => (size === null ? null : camera === null ? fit_view(sheet, size) : view_of(sheet, camera, size)), [sheet, camera, size]);
  const countries = useMemo(() => (outlines === null ? [] : countries_on(sheet.projection, outlines)), [sheet, outlines]);
  const towns_at = useMemo(() => towns_on(sheet, towns), [towns, sheet]);
  const look = useMemo(() => {
    if (box.current === null || size === null) return null;
    const palette = read_palette(box.current);
    return { palette, sprites: new Sprites(palette, Math.min(2, devicePixelRatio || 1)) };
  }, [colours, size === null]);

  const painter = useRef<Painter | null>(null);
  useEffect(() => {
    if (canvas.current === null || size === null || view === null || look === null) return;
    painter.current ??= new Painter(canvas.current);
    painter.current.show({ sheet, scene, countries, towns: towns_at, view, size, ...look, chosen });
  }, [sheet, scene, countries, towns_at, view, size, look, chosen]);
  useEffect(() => () => painter.current?.stop(), []);

  const now = useRef({ view, size, scene, on_view, on_choose });
  now.current = { view, size, scene, on_view, on_choose };
  useEffect(() => {
    if (view !== null && size !== null) now.current.on_view(view, size, false);
  }, [sheet, size]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const glyph_under = (x: number, y: number): Glyph | null => {
      const at = now.current.view;
      return at === null ? null : glyph_at(now.current.scene, (x - at.x) / at.k, (y - at.y) / at.k, 16 / at.k);
    };
    return follow_gestures(element, {
      view: () => now.current.view ?? { k: 1, x: 0, y: 0 },
      size: () => now.current.size ?? { width: 1, height: 1 },
      move: (next) => {
        if (now.current.size === null) return;
        now.current.view = next;
        set_hovered(null);
        now.current.on_view(next, now.current.size, true);
      },
      press: (x, y) => now.current.on_choose(glyph_under(x, y)?.place ?? null),
      hover: (x, y) => set_hovered(glyph_under(x, y)),
    });
  }, []);

  const others = hovered === null || view === null ? 0 : others_at(scene, hovered, view);
  const move = (next: View | null): boolean => {
    if (next === null || size === null) return false;
    on_view(next, size, true);
    return true;
  };
  const key = (event: KeyboardEvent): void => {
    if (view === null || size === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '0') on_fit();
    else if (event.key === 'Escape' && chosen !== null) on_choose(null);
    else if (!move(view_after_key(view, event.key, size))) return;
    event.preventDefault();
  };
  const zoom = (factor: number) => (): void => {
    if (view !== null && size !== null) move(zoom_view(view, factor, size));
  };

  return (
    <div class="map-frame">
      <div ref={box} class="map-box" tabIndex={0} role="application" aria-roledescription={say('map.map')} aria-label={label} aria-describedby="map-keys" onKeyDown={key}>
        <canvas ref={canvas} aria-hidden="true" />
        {hovered !== null && view !== null && (
          <p class="map-hover" aria-hidden="true" style={{ left: `${hovered.x * view.k + view.x}px`, top: `${hovered.y * view.k + view.y}px` }}>
            <bdi>{hovered.name}</bdi> · {say('n.claims', { count: hovered.claims })}
            {others > 0 && `, ${say('map.placesHere', { count: others })}`}
          </p>
        )}
      </div>
      <div class="map-buttons">
        <button type="button" aria-label={say('map.zoomIn')} onClick={zoom(1.6)}>
          +
        </button>
        <button type="button" aria-label={say('map.zoomOut')} onClick={zoom(1 / 1.6)}>
          −
        </button>
        <button type="button" aria-label={say('map.fit')} onClick={on_fit}>
          ⤢
        </button>
      </div>
    </div>
  );
}
