/* One claim: its card, the sentence it stands in, what it stands against, and why it was read so. */
import { address_of } from '../lib/route.ts';
import { say } from '../lib/say.ts';
import { ClaimCard } from '../parts/claim.tsx';
import { Relations, use_claim, Why, Withheld } from '../parts/claim_detail.tsx';
import { ErrorBox, Head, Waiting } from '../parts/feedback.tsx';
import { Quote } from '../parts/outside.tsx';
import { Link } from '../parts/said.tsx';
import type { ViewProps } from './registry.ts';

export default function ClaimView({ params }: ViewProps) {
  const { data, error, waiting } = use_claim(params.claim ?? '');
  const claim = data?.claim ?? null;
  return (
    <>
      <Head title={say('claim.title', { id: claim?.short_id ?? '' }).trim()} />
      {error !== null && <ErrorBox error={error} />}
      {data === null && waiting && <Waiting />}
      {data !== null && claim !== null && (
        <div class="claim-page">
          <ClaimCard claim={claim} within="own" />
          <Withheld mark={data.withheld} />
          <section>
            <h2>{say('claim.sentence')}</h2>
            <Quote text={data.sentence.text} lang={claim.lang} />
          </section>
          <section>
            <h2>{say('claim.against')}</h2>
            <Relations detail={data} />
            <p>
              <Link href={address_of('/claims', undefined, { event: claim.id })}>{say('claim.event')}</Link>
            </p>
          </section>
          <section>
            <h2>{say('claim.made')}</h2>
            <Why values={data.why} />
          </section>
        </div>
      )}
    </>
  );
}
