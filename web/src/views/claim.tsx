/* One claim: its card, the sentence it stands in, what it stands against, and why it was read so. */
import { address_of } from '../lib/route.ts';
import { ClaimCard } from '../parts/claim.tsx';
import { Relations, use_claim, Why, Withheld } from '../parts/claim_detail.tsx';
import { ErrorBox, Head, Waiting } from '../parts/feedback.tsx';
import { Quote } from '../parts/outside.tsx';
import type { ViewProps } from './registry.ts';

export default function ClaimView({ params }: ViewProps) {
  const { data, error, waiting } = use_claim(params.claim ?? '');
  const claim = data?.claim ?? null;
  return (
    <>
      <Head title={claim === null ? 'Claim' : `Claim ${claim.short_id}`} />
      {error !== null && <ErrorBox error={error} />}
      {data === null && waiting && <Waiting />}
      {data !== null && claim !== null && (
        <div class="claim-page">
          <ClaimCard claim={claim} />
          <Withheld mark={data.withheld} />
          <section>
            <h2>In its sentence</h2>
            <Quote text={data.sentence.text} lang={claim.lang} />
          </section>
          <section>
            <h2>What it stands against</h2>
            <Relations detail={data} />
            <p>
              <a href={address_of('/claims', undefined, { event: claim.id })}>All claims of the event it tells of</a>
            </p>
          </section>
          <section>
            <h2>Why it was read so</h2>
            <Why values={data.why} />
          </section>
        </div>
      )}
    </>
  );
}
