/* A count as somebody gives it: the lowest, best and highest in figures, and as a line with a dot on a common scale. */
import { say, say_number } from '../lib/say.ts';

interface SpanProps {
  readonly name: string;
  readonly low: number | null;
  readonly best: number | null;
  readonly high: number | null;
  /** The count at the end of the line. */
  readonly scale: number;
}

const WIDTH = 160;

/* Square roots, so that a count of 5 is still seen beside one of 5,000. */
function at(count: number, scale: number): number {
  return 4 + Math.sqrt(Math.min(count / scale, 1)) * (WIDTH - 8);
}

function figures(low: number | null, best: number, high: number | null): string {
  if (low === best && high === best) return say_number(best);
  const lowest = low === null ? '?' : say_number(low);
  const highest = high === null ? say('count.more') : say_number(high);
  return say('count.range', { low: lowest, high: highest, best });
}

export function Span({ name, low, best, high, scale }: SpanProps) {
  if (best === null) return null;
  const from = at(low ?? best, scale);
  const to = high === null ? WIDTH - 1 : at(high, scale);
  return (
    <p class="count">
      <svg class="count-line" viewBox={`0 0 ${WIDTH} 12`} width={WIDTH} height="12" aria-hidden="true">
        <line class="count-axis" x1="0" x2={WIDTH} y1="6" y2="6" />
        <line class={high === null ? 'count-span open' : 'count-span'} x1={from} x2={to} y1="6" y2="6" />
        <circle class="count-best" cx={at(best, scale)} cy="6" r="4" />
      </svg>
      <span>
        {name} {figures(low, best, high)}
      </span>
    </p>
  );
}
