/* Events: claims of one happening together, with the lowest, best and highest count that anybody gives. */
import { use_list } from '../lib/api.ts';
import { address_of, twin_of } from '../lib/route.ts';
import type { Event } from '../lib/types.ts';
import { say, say_list } from '../lib/say.ts';
import { types_words } from '../lib/words.ts';
import { Filter } from '../parts/filter.tsx';
import { Head } from '../parts/feedback.tsx';
import { Listed, OtherForms } from '../parts/list.tsx';
import { Days } from '../parts/precision.tsx';
import { Outside } from '../parts/outside.tsx';
import { Link } from '../parts/said.tsx';
import { Span } from '../parts/span.tsx';
import type { ViewProps } from './registry.ts';

/** The widest count of a list: the scale on which all are drawn. */
function most(events: readonly Event[]): number {
  return Math.max(1, ...events.flatMap((event) => [event.killed_high ?? event.killed_best ?? 0, event.injured_high ?? event.injured_best ?? 0]));
}

function Counts({ event, scale }: { readonly event: Event; readonly scale: number }) {
  return (
    <>
      <Span name={say('role.killed')} low={event.killed_low} best={event.killed_best} high={event.killed_high} scale={scale} />
      <Span name={say('role.injured')} low={event.injured_low} best={event.injured_best} high={event.injured_high} scale={scale} />
      {event.killed_best === null && event.injured_best === null && event.casualties !== null && <Outside text={event.casualties} />}
    </>
  );
}

function EventItem({ event, scale }: { readonly event: Event; readonly scale: number }) {
  return (
    <li class="event">
      <p class="event-day">
        <Days first={event.first_day} last={event.last_day} />
      </p>
      <div class="event-body">
        <h2>
          <Link href={`/events/${event.event}`}>
            {event.place === null ? say('where.unknown') : <Outside text={event.place} />}
            {event.types !== null && (
              <span class="event-types">
                {' '}
                {types_words(event.types)}
              </span>
            )}
          </Link>
        </h2>
        <Counts event={event} scale={scale} />
        <p class="aside">
          {say_list([say('n.claims', { count: event.claims }), say('n.voices', { count: event.voices }), say('n.dispatches', { count: event.dispatches })])}
          {event.claimants !== null && (
            <>
              : <Outside text={event.claimants} />
            </>
          )}
        </p>
      </div>
    </li>
  );
}

export default function Events({ route }: ViewProps) {
  const events = use_list<Event>(twin_of(address_of('/events', route.query), 'json'));
  return (
    <>
      <Head title={say('nav.events')}>
        <p class="lead">{say('events.lead')}</p>
      </Head>
      <Filter route={route} first={['place', 'type', 'from', 'to']} more={['q', 'claimant', 'actor', 'lang', 'reviewed']} linked={['dispatch', 'event']} />
      <OtherForms route={route} endings={['csv', 'atom', 'feed.json', 'json']} />
      <Listed list={events} counted="n.events" nothing={say('events.nothing')}>
        {(items) => (
          <ol class="events">
            {items.map((event) => (
              <EventItem key={event.event} event={event} scale={most(items)} />
            ))}
          </ol>
        )}
      </Listed>
    </>
  );
}
