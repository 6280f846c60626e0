/* A day or a place with how exact it is: the mark behind it, the words for readers of the screen and on hover. */
import type { ComponentChildren } from 'preact';
import type { Precision } from '../lib/precision.ts';

export function Exact({ value, children }: { readonly value: Precision; readonly children: ComponentChildren }) {
  return (
    <span class="exact" title={value.words}>
      {children}{' '}
      <span class="precision" aria-hidden="true">
        {value.mark}
      </span>
      <span class="unseen"> ({value.words})</span>
    </span>
  );
}
