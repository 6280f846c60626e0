/* One event: all claims that tell of it, side by side. */
import { use_json } from '../lib/api.ts';
import { day_words } from '../lib/precision.ts';
import type { EventDetail } from '../lib/types.ts';
import { say, say_list } from '../lib/say.ts';
import { ClaimCard } from '../parts/claim.tsx';
import { ErrorBox, Head, Waiting } from '../parts/feedback.tsx';
import { Span } from '../parts/span.tsx';
import type { ViewProps } from './registry.ts';

export default function EventView({ params }: ViewProps) {
  const { data, error, waiting } = use_json<EventDetail>(`/events/${encodeURIComponent(params.event ?? '')}.json`);
  const event = data?.event;
  const title = event === undefined ? say('events.one') : `${event.place ?? say('where.unknown')}, ${day_words(event.first_day, event.last_day)}`;
  return (
    <>
      <Head title={title}>
        {event !== undefined && (
          <p class="lead">
            {say_list([say('n.claims', { count: event.claims }), say('n.voices', { count: event.voices }), say('n.dispatches', { count: event.dispatches })])}
          </p>
        )}
      </Head>
      {error !== null && <ErrorBox error={error} />}
      {data === null && waiting && <Waiting />}
      {event !== undefined && (
        <>
          <Span name={say('role.killed')} low={event.killed_low} best={event.killed_best} high={event.killed_high} scale={event.killed_high ?? event.killed_best ?? 1} />
          <Span name={say('role.injured')} low={event.injured_low} best={event.injured_best} high={event.injured_high} scale={event.injured_high ?? event.injured_best ?? 1} />
        </>
      )}
      <div class="cards">
        {data?.claims.map((claim) => (
          <ClaimCard key={claim.id} claim={claim} />
        ))}
      </div>
    </>
  );
}
