/* Places: those that dispatches name, the most mentioned first, to be found by the beginning of any of their names. */
import { use_list } from '../lib/api.ts';
import { go_with } from '../lib/navigation.ts';
import { address_of } from '../lib/route.ts';
import { say } from '../lib/say.ts';
import { country_name } from '../lib/words.ts';
import { Head } from '../parts/feedback.tsx';
import { Listed } from '../parts/list.tsx';
import { Outside } from '../parts/outside.tsx';
import { Link, Names } from '../parts/said.tsx';
import type { ViewProps } from './registry.ts';

interface ListedPlace {
  readonly id: string;
  readonly place: string;
  readonly country: string | null;
  readonly admin1: string | null;
  readonly mentions: number;
  readonly claims: number;
}

export default function PlacesView({ route }: ViewProps) {
  const list = use_list<ListedPlace>(address_of('/places.json', route.query));
  return (
    <>
      <Head title={say('nav.places')} />
      <form
        role="search"
        class="places-search"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get('q');
          go_with({ q: typeof typed === 'string' ? typed.trim() : null });
        }}
      >
        <label>
          {say('places.find')} <input name="q" type="search" defaultValue={route.query.get('q') ?? ''} />
        </label>{' '}
        <button type="submit">{say('places.button')}</button>
      </form>
      <Listed list={list} counted="n.places" nothing={say('places.nothing')}>
        {(places) => (
          <ul>
            {places.map((place) => (
              <li key={place.id}>
                <Link href={`/places/${encodeURIComponent(place.id)}`}>
                  <Outside text={place.place} />
                </Link>{' '}
                <span class="aside">
                  <Names names={[place.admin1, place.country === null ? null : country_name(place.country)]} /> · {say('n.claims', { count: place.claims })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </>
  );
}
