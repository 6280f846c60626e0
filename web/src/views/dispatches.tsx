/* Dispatches: what was read, with copies. */
import { use_list } from '../lib/api.ts';
import { day_words } from '../lib/precision.ts';
import { address_of, twin_of } from '../lib/route.ts';
import type { Dispatch } from '../lib/types.ts';
import { count_words, language_name } from '../lib/words.ts';
import { Filter } from '../parts/filter.tsx';
import { Head } from '../parts/feedback.tsx';
import { Listed, OtherForms } from '../parts/list.tsx';
import { Outside } from '../parts/outside.tsx';
import type { ViewProps } from './registry.ts';

function DispatchItem({ dispatch }: { readonly dispatch: Dispatch }) {
  return (
    <li class="event">
      <p class="event-day">{dispatch.date ?? day_words(dispatch.first_day, dispatch.last_day)}</p>
      <div class="event-body">
        <h2>
          <a href={`/dispatches/${dispatch.id}`}>
            {dispatch.title === null ? `without a title, ${dispatch.short_id}` : <Outside text={dispatch.title} lang={dispatch.lang} />}
          </a>
        </h2>
        <p class="aside">
          {dispatch.source !== null && (
            <>
              <Outside text={dispatch.source} />,{' '}
            </>
          )}
          {language_name(dispatch.lang)}, {count_words(dispatch.claims, 'claim')}
          {dispatch.date_basis !== 'given' && `, date ${dispatch.date_basis}`}
        </p>
        {dispatch.copy_of_id !== null && (
          <p class="copy">
            <span aria-hidden="true">∥ </span>
            <a href={`/dispatches/${dispatch.copy_of_id}`}>copy of {dispatch.copy_of ?? dispatch.copy_of_id}</a>
            {dispatch.copy_share !== null && ` (${Math.round(dispatch.copy_share * 100)} % of the words)`}
          </p>
        )}
      </div>
    </li>
  );
}

export default function Dispatches({ route }: ViewProps) {
  const dispatches = use_list<Dispatch>(twin_of(address_of('/dispatches', route.query), 'json'));
  return (
    <>
      <Head title="Dispatches">
        <p class="lead">What was read. A text that several outlets carry is one voice.</p>
      </Head>
      <Filter route={route} first={['q', 'from', 'to', 'lang']} more={['place', 'claimant', 'actor', 'type']} />
      <OtherForms route={route} endings={['csv', 'atom', 'feed.json', 'json']} />
      <Listed list={dispatches} one="dispatch" nothing="No dispatch fits.">
        {(items) => (
          <ol class="events">
            {items.map((dispatch) => (
              <DispatchItem key={dispatch.id} dispatch={dispatch} />
            ))}
          </ol>
        )}
      </Listed>
    </>
  );
}
