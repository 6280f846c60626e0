/* A day or a place with how exact it is: the mark beside it, the words for readers of the screen and on hover. */
import type { Precision as Value } from '../lib/precision.ts';

export function Precision({ value }: { readonly value: Value }) {
  return (
    <span class="precision" title={value.words}>
      <span aria-hidden="true">{value.mark}</span>
      <span class="unseen"> ({value.words})</span>
    </span>
  );
}
