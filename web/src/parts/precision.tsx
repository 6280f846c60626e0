/* Days, and a day or a place with how exact it is: the mark behind it, the words for readers of the screen and on hover. */
import { Fragment, type ComponentChildren } from 'preact';
import { day_words, type Precision } from '../lib/precision.ts';

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

/** "2017-11-07 to 2017-11-08": a date is never broken over two lines. */
export function Days({ first, last }: { readonly first: string | null; readonly last: string | null }) {
  const parts = day_words(first, last).split(' ');
  return (
    <>
      {parts.map((part, i) => (
        <Fragment key={i}>
          {i > 0 && ' '}
          {part === first || part === last ? (
            <time class="date" dateTime={part}>
              {part}
            </time>
          ) : (
            part
          )}
        </Fragment>
      ))}
    </>
  );
}
