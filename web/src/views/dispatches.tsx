/* Dispatches: what was read, with copies. */
import { use_list } from '../lib/api.ts';
import { basis_words, date_words, day_words } from '../lib/precision.ts';
import { address_of, twin_of } from '../lib/route.ts';
import type { Dispatch } from '../lib/types.ts';
import { say, say_share } from '../lib/say.ts';
import { language_name } from '../lib/words.ts';
import { Filter } from '../parts/filter.tsx';
import { Head } from '../parts/feedback.tsx';
import { Listed, OtherForms } from '../parts/list.tsx';
import { Outside } from '../parts/outside.tsx';
import { Link } from '../parts/said.tsx';
import type { ViewProps } from './registry.ts';

function DispatchItem({ dispatch }: { readonly dispatch: Dispatch }) {
  return (
    <li class="event">
      <p class="event-day">{dispatch.date !== null ? date_words(dispatch.date) : day_words(dispatch.first_day, dispatch.last_day)}</p>
      <div class="event-body">
        <h2>
          <Link href={`/dispatches/${dispatch.id}`}>
            {dispatch.title === null ? say('dispatches.untitled', { id: dispatch.short_id }) : <Outside text={dispatch.title} lang={dispatch.lang} />}
          </Link>
        </h2>
        <p class="aside">
          {dispatch.source !== null && (
            <>
              <Outside text={dispatch.source} />,{' '}
            </>
          )}
          {language_name(dispatch.lang)}, {say('n.claims', { count: dispatch.claims })}
          {dispatch.date_basis !== 'given' && `, ${basis_words(dispatch.date_basis)}`}
        </p>
        {dispatch.copy_of_id !== null && (
          <p class="copy">
            <span aria-hidden="true">∥ </span>
            <Link href={`/dispatches/${dispatch.copy_of_id}`}>{say('dispatches.copyOf', { id: dispatch.copy_of ?? dispatch.copy_of_id })}</Link>
            {dispatch.copy_share !== null && ` (${say('dispatches.share', { share: say_share(dispatch.copy_share) })})`}
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
      <Head title={say('nav.dispatches')}>
        <p class="lead">{say('dispatches.lead')}</p>
      </Head>
      <Filter route={route} first={['q', 'from', 'to', 'lang']} more={['place', 'claimant', 'actor', 'type']} />
      <OtherForms route={route} endings={['csv', 'atom', 'feed.json', 'json']} />
      <Listed list={dispatches} counted="n.dispatches" nothing={say('dispatches.nothing')}>
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
