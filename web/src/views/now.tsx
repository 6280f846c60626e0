/* Now: the claims that a search finds, as cards under their days. */
import { use_list } from '../lib/api.ts';
import { day_words } from '../lib/precision.ts';
import { address_of, twin_of } from '../lib/route.ts';
import type { Claim } from '../lib/types.ts';
import { say } from '../lib/say.ts';
import { ClaimCard } from '../parts/claim.tsx';
import { Filter } from '../parts/filter.tsx';
import { Head } from '../parts/feedback.tsx';
import { Listed, OtherForms } from '../parts/list.tsx';
import type { ViewProps } from './registry.ts';

interface Day {
  readonly words: string;
  readonly claims: readonly Claim[];
}

/** The claims in their order, those of one day together. */
export function by_day(claims: readonly Claim[]): Day[] {
  const days: { words: string; claims: Claim[] }[] = [];
  for (const claim of claims) {
    const words = day_words(claim.first_day, claim.first_day);
    const last = days[days.length - 1];
    if (last?.words === words) last.claims.push(claim);
    else days.push({ words, claims: [claim] });
  }
  return days;
}

export default function Now({ route }: ViewProps) {
  const claims = use_list<Claim>(twin_of(address_of('/claims', route.query), 'json'));
  return (
    <>
      <Head title={say('nav.now')}>
        <p class="lead">{say('now.lead')}</p>
      </Head>
      <Filter route={route} first={['q', 'place', 'from', 'to']} more={['claimant', 'actor', 'type', 'lang', 'reviewed']} linked={['dispatch', 'event', 'same', 'undated', 'unplaced']} />
      <OtherForms route={route} endings={['csv', 'geojson', 'atom', 'feed.json', 'json']} />
      <Listed list={claims} counted="n.claims" nothing={say('now.nothing')}>
        {(items) =>
          by_day(items).map((day) => (
            <section class="day" key={day.words + (day.claims[0]?.id ?? '')} aria-label={day.words}>
              <h2 class="day-name">{day.words}</h2>
              <div class="cards">
                {day.claims.map((claim) => (
                  <ClaimCard key={claim.id} claim={claim} />
                ))}
              </div>
            </section>
          ))
        }
      </Listed>
    </>
  );
}
