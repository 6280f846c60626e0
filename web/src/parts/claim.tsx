/* A claim as a card: who says, what, the quoted words, when and where with how exact they are. */
import type { ComponentChildren } from 'preact';
import { basis_words, place_precision, time_precision } from '../lib/precision.ts';
import { address_of, with_look } from '../lib/route.ts';
import type { Claim } from '../lib/types.ts';
import { country_name, manner_words } from '../lib/words.ts';
import { Outside, Quote } from './outside.tsx';
import { Days, Exact } from './precision.tsx';

/** The dispatch with this claim selected in it. */
export function claim_in_dispatch(dispatch: string, claim: string): string {
  return with_look(`/dispatches/${encodeURIComponent(dispatch)}`, { claim });
}

function Who({ claim }: { readonly claim: Claim }) {
  const outlet = claim.source !== null && !claim.claimant.includes(claim.source) ? claim.source : null;
  return (
    <p class="claim-who">
      <a class="claimant" href={address_of('/claims', undefined, { claimant: claim.claimant })}>
        <Outside text={claim.claimant} />
      </a>{' '}
      says
      {outlet !== null && (
        <span class="aside">
          {' '}
          in <Outside text={outlet} />
        </span>
      )}
    </p>
  );
}

function When({ claim }: { readonly claim: Claim }) {
  return (
    <div>
      <dt>When</dt>
      <dd>
        <Exact value={time_precision(claim.first_day, claim.last_day, claim.time_basis)}><Days first={claim.first_day} last={claim.last_day} /></Exact>
        {claim.time_basis === 'dispatch' && <span class="aside"> day of the dispatch</span>}
        {claim.time_basis === 'inferred' && <span class="aside"> {basis_words(claim.time_basis)}</span>}
      </dd>
    </div>
  );
}

function Where({ claim }: { readonly claim: Claim }) {
  const precision = place_precision(claim.place, claim.geo_precision, claim.where_prec);
  const wider = [claim.admin1, claim.country === null ? null : country_name(claim.country)].filter((part) => part !== null && part !== claim.place);
  return (
    <div>
      <dt>Where</dt>
      <dd>
        <Exact value={precision}>
          {claim.place === null ? (
            'place unknown'
          ) : (
            <a href={`/places/${encodeURIComponent(String(claim.place_code ?? claim.place))}`}>
              <Outside text={claim.place} />
            </a>
          )}
        </Exact>
        {wider.length > 0 && <span class="aside"> {wider.join(', ')}</span>}
        {claim.place !== null && precision.mark !== '●' && <span class="aside"> ({precision.words})</span>}
      </dd>
    </div>
  );
}

/** How it is said, where that is not the plain case, each with its word. */
function Manner({ claim }: { readonly claim: Claim }) {
  const words = manner_words(claim);
  if (claim.quoted) words.push('in the claimant’s own words');
  if (words.length === 0) return null;
  return (
    <ul class="manner" aria-label="How it is said">
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}

interface CardProps {
  readonly claim: Claim;
  /** In a dispatch's own page there is no need to link to it. */
  readonly within?: 'list' | 'dispatch';
  readonly children?: ComponentChildren;
}

export function ClaimCard({ claim, within = 'list', children }: CardProps) {
  return (
    <article class={`claim ${claim.polarity}`} aria-label={`${claim.short_id}, ${claim.claimant}`}>
      <div class="claim-main">
        <Who claim={claim} />
        <p class="claim-says">
          <Outside text={claim.says} />
        </p>
        <Manner claim={claim} />
      </div>
      <Quote text={claim.quote} lang={claim.lang} />
      <dl class="facts">
        <When claim={claim} />
        <Where claim={claim} />
        {claim.casualties !== null && (
          <div>
            <dt>Casualties</dt>
            <dd>
              <Outside text={claim.casualties} />
            </dd>
          </div>
        )}
      </dl>
      {children}
      <p class="claim-links">
        <a href={`/claims/${claim.id}`} aria-label={`Claim ${claim.short_id}: why it was read so`}>
          {claim.short_id} why
        </a>
        {within === 'list' && (
          <a href={claim_in_dispatch(claim.dispatch, claim.id)} aria-label={`Claim ${claim.short_id} in its dispatch`}>
            in the dispatch
          </a>
        )}
        <a href={address_of('/claims', undefined, { same: claim.id })} aria-label={`Who else says what ${claim.short_id} says`}>
          who else
        </a>
      </p>
    </article>
  );
}
