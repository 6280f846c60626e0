/* Now: the claims that a search finds, as cards. */
import { use_list } from '../lib/api.ts';
import { address_of, twin_of } from '../lib/route.ts';
import type { Claim } from '../lib/types.ts';
import { ErrorBox, Head, Nothing, Waiting } from '../parts/feedback.tsx';
import { Outside, Quote } from '../parts/outside.tsx';
import type { ViewProps } from './registry.ts';

export default function Now({ route }: ViewProps) {
  const claims = use_list<Claim>(twin_of(address_of('/claims', route.query), 'json'));
  return (
    <>
      <Head title="Now" />
      {claims.error !== null && <ErrorBox error={claims.error} />}
      {claims.data === null && claims.waiting && <Waiting />}
      {claims.data?.length === 0 && <Nothing>Nobody says such a thing.</Nothing>}
      <ul>
        {claims.data?.map((claim) => (
          <li key={claim.id}>
            <Outside text={claim.claimant} /> says: <Outside text={claim.says} />
            <Quote text={claim.quote} lang={claim.lang} />
          </li>
        ))}
      </ul>
    </>
  );
}
