/* Days, and a day or a place with how exact it is: the mark behind it, the words for readers of the screen and on hover. */
import type { ComponentChildren } from 'preact';
import { date_words, type Precision } from '../lib/precision.ts';
import { say } from '../lib/say.ts';
import { said } from './said.tsx';

export function Exact({ value, children }: { readonly value: Precision; readonly children: ComponentChildren }) {
  return (
    <span class="exact" title={value.words}>
      {children}{'\u00a0'}
      <span class="precision" aria-hidden="true">
        {value.mark}
      </span>
      <span class="unseen"> ({value.words})</span>
    </span>
  );
}

function Day({ day }: { readonly day: string }) {
  return (
    <time class="date" dateTime={day}>
      {date_words(day)}
    </time>
  );
}

/** "7 Nov 2017 – 8 Nov 2017": a date is never broken over two lines. */
export function Days({ first, last }: { readonly first: string | null; readonly last: string | null }) {
  if (first === null) return <>{last === null ? say('day.unknown') : said('day.until', { last: <Day day={last} /> })}</>;
  if (last === null) return <>{said('day.since', { first: <Day day={first} /> })}</>;
  return first === last ? <Day day={first} /> : <>{said('day.range', { first: <Day day={first} />, last: <Day day={last} /> })}</>;
}
