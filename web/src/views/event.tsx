/* One event: all claims that tell of it, side by side. */
import { use_json } from '../lib/api.ts';
import { day_words } from '../lib/precision.ts';
import type { EventDetail } from '../lib/types.ts';
import { count_words } from '../lib/words.ts';
import { ClaimCard } from '../parts/claim.tsx';
import { ErrorBox, Head, Waiting } from '../parts/feedback.tsx';
import { Span } from '../parts/span.tsx';
import type { ViewProps } from './registry.ts';

export default function EventView({ params }: ViewProps) {
  const { data, error, waiting } = use_json<EventDetail>(`/events/${encodeURIComponent(params.event ?? '')}.json`);
  const event = data?.event;
  const title = event === undefined ? 'Event' : `${event.place ?? 'Place unknown'}, ${day_words(event.first_day, event.last_day)}`;
  return (
    <>
      <Head title={title}>
        {event !== undefined && (
          <p class="lead">
            {count_words(event.claims, 'claim')}, {count_words(event.voices, 'voice')}, {count_words(event.dispatches, 'dispatch', 'dispatches')}
          </p>
        )}
      </Head>
      {error !== null && <ErrorBox error={error} />}
      {data === null && waiting && <Waiting />}
      {event !== undefined && (
        <>
          <Span name="killed" low={event.killed_low} best={event.killed_best} high={event.killed_high} scale={event.killed_high ?? event.killed_best ?? 1} />
          <Span name="injured" low={event.injured_low} best={event.injured_best} high={event.injured_high} scale={event.injured_high ?? event.injured_best ?? 1} />
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
