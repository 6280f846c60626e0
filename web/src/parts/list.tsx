/* What every list has around its items: waiting, nothing, an error, that it is not whole, and the way to go on. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AskedList } from '../lib/api.ts';
import { address_of, twin_of, type Route } from '../lib/route.ts';
import { count_words } from '../lib/words.ts';
import { announce, ErrorBox, Nothing, Waiting } from './feedback.tsx';

interface ListProps<T> {
  readonly list: AskedList<T>;
  /** What one item is called, for the count that readers of the screen hear. */
  readonly one: string;
  readonly nothing: string;
  readonly children: (items: readonly T[]) => ComponentChildren;
}

export function Listed<T>({ list, one, nothing, children }: ListProps<T>) {
  const count = list.data?.length ?? null;
  useEffect(() => {
    if (count !== null && !list.waiting) announce(`${count_words(count, one)}${list.more === null ? '' : ', and there are more'}`);
  }, [count, list.waiting]);
  return (
    <>
      {list.error !== null && <ErrorBox error={list.error} />}
      {(list.data?.length ?? 0) === 0 && list.waiting && <Waiting />}
      {list.data?.length === 0 && !list.waiting && <Nothing>{nothing}</Nothing>}
      {list.data !== null && list.data.length > 0 && <div aria-busy={list.waiting}>{children(list.data)}</div>}
      {list.truncated && <p class="note">The question took too long: this is not the whole list. Narrow it.</p>}
      {list.more !== null && (
        <p class="more">
          <button type="button" onClick={list.more} disabled={list.waiting}>
            {list.waiting ? 'Reading …' : 'Show more'}
          </button>
        </p>
      )}
    </>
  );
}

const FORMS: Readonly<Record<string, string>> = { csv: 'CSV', json: 'JSON', geojson: 'GeoJSON', atom: 'Atom', 'feed.json': 'JSON Feed' };

/** The same list in other forms, at the same address with another ending. */
export function OtherForms({ route, endings }: { readonly route: Route; readonly endings: readonly string[] }) {
  return (
    <p class="forms">
      <span>The same as </span>
      {endings.map((ending) => (
        <a key={ending} href={twin_of(address_of(route.path, route.query), ending)}>
          {FORMS[ending] ?? ending}
        </a>
      ))}
    </p>
  );
}
