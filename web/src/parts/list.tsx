/* What every list has around its items: waiting, nothing, an error, that it is not whole, and the way to go on. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AskedList } from '../lib/api.ts';
import { address_of, twin_of, type Route } from '../lib/route.ts';
import { say, type Key } from '../lib/say.ts';
import { announce, ErrorBox, Nothing, Waiting } from './feedback.tsx';

interface ListProps<T> {
  readonly list: AskedList<T>;
  /** How items are counted ("n.claims"), for readers of the screen. */
  readonly counted: Key;
  readonly nothing: string;
  readonly children: (items: readonly T[]) => ComponentChildren;
}

export function Listed<T>({ list, counted, nothing, children }: ListProps<T>) {
  const count = list.data?.length ?? null;
  useEffect(() => {
    if (count !== null && !list.waiting) announce(list.more === null ? say(counted, { count }) : say('list.andMore', { items: say(counted, { count }) }));
  }, [count, list.waiting]);
  return (
    <>
      {list.error !== null && <ErrorBox error={list.error} />}
      {(list.data?.length ?? 0) === 0 && list.waiting && <Waiting />}
      {list.data?.length === 0 && !list.waiting && <Nothing>{nothing}</Nothing>}
      {list.data !== null && list.data.length > 0 && <div aria-busy={list.waiting}>{children(list.data)}</div>}
      {list.truncated && <p class="note">{say('list.truncated')}</p>}
      {list.more !== null && (
        <p class="more">
          <button type="button" onClick={list.more} disabled={list.waiting}>
            {say(list.waiting ? 'list.reading' : 'list.more')}
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
      <span>{say('list.forms')} </span>
      {endings.map((ending) => (
        <a key={ending} href={twin_of(address_of(route.path, route.query), ending)}>
          {FORMS[ending] ?? ending}
        </a>
      ))}
    </p>
  );
}
