/* The slider over days: how many claims begin on each day stands above it, and every day can be reached by keys. */
import { useEffect, useRef } from 'preact/hooks';
import { colour_of } from '../../lib/colour.ts';
import { say } from '../../lib/say.ts';
import { day_of, iso_of, say_day, type Day } from '../../time/day.ts';
import type { Days } from './data.ts';

interface SliderProps {
  readonly days: Days;
  readonly on: Day;
  readonly window: number;
  readonly on_change: (on: Day) => void;
}

/** Bars of days, on a root scale so that single claims are seen beside hundreds. */
function paint_days(canvas: HTMLCanvasElement, days: Days, on: Day, window: number): void {
  const ratio = Math.min(2, devicePixelRatio || 1);
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const ctx = canvas.getContext('2d');
  if (ctx === null) return;
  const rtl = getComputedStyle(canvas).direction === 'rtl';
  const [shown_colour, other_colour] = [colour_of(canvas, '--accent'), colour_of(canvas, '--rule-strong')];
  const span = days.last - days.first + 1;
  const most = Math.max(...days.counts.values());
  const wide = Math.max(1, width / span - (width / span > 4 ? 1 : 0));
  ctx.scale(ratio, ratio);
  for (const [day, claims] of days.counts) {
    const x = ((day - days.first) / span) * width;
    const tall = Math.max(2, Math.sqrt(claims / most) * height);
    const shown = window === 0 || (day <= on && day > on - window);
    ctx.fillStyle = shown ? shown_colour : other_colour;
    ctx.fillRect(rtl ? width - x - wide : x, height - tall, wide, tall);
  }
}

/** The next day before or behind `on` on which a claim begins. */
export function neighbour_day(days: Days, on: Day, by: 1 | -1): Day | null {
  let found: Day | null = null;
  for (const day of days.counts.keys()) {
    if ((day - on) * by > 0 && (found === null || (found - day) * by > 0)) found = day;
  }
  return found;
}

function Step({ days, on, by, on_change }: { readonly by: 1 | -1 } & Omit<SliderProps, 'window'>) {
  const day = neighbour_day(days, on, by);
  return (
    <button type="button" disabled={day === null} onClick={() => day !== null && on_change(day)}>
      {say(by < 0 ? 'place.earlier' : 'place.later')}
    </button>
  );
}

export function DaySlider({ days, on, window, on_change }: SliderProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const surface = canvas.current;
    if (surface === null) return;
    const observer = new ResizeObserver(() => paint_days(surface, days, on, window));
    observer.observe(surface);
    return () => observer.disconnect();
  }, [days, on, window]);
  const claims = days.counts.get(on) ?? 0;
  const words = claims === 0 ? say('map.beginNone') : say('map.begin', { count: claims });
  return (
    <div class="days">
      <div class="days-row">
        <Step days={days} on={on} by={-1} on_change={on_change} />
        <label>
          <span class="unseen">{say('map.date')}</span>
          <input
            type="date"
            value={iso_of(on)}
            onChange={(event) => {
              const day = day_of(event.currentTarget.value);
              if (day !== null) on_change(day);
            }}
          />
        </label>
        <Step days={days} on={on} by={1} on_change={on_change} />
        <span class="aside">{words}</span>
      </div>
      <canvas ref={canvas} class="days-bars" aria-hidden="true" />
      <input
        type="range"
        class="days-slider"
        min={days.first}
        max={days.last}
        step={1}
        value={on}
        aria-label={say('map.day')}
        aria-valuetext={`${say_day(on)}, ${words}`}
        onInput={(event) => on_change(Number(event.currentTarget.value))}
      />
      <div class="days-ends aside" aria-hidden="true">
        <span>{say_day(days.first)}</span>
        <span>{say_day(days.last)}</span>
      </div>
    </div>
  );
}
