/* A claim as a card: who says, what, the quoted words, when and where with how exact they are. */
import type { ComponentChildren } from 'preact';
import { basis_words, place_precision, time_precision } from '../lib/precision.ts';
import { address_of, with_look } from '../lib/route.ts';
import type { Claim } from '../lib/types.ts';
import { say } from '../lib/say.ts';
import { country_name, manner_words } from '../lib/words.ts';
import { Outside, Quote } from './outside.tsx';
import { Days, Exact } from './precision.tsx';
import { Link, Names, said } from './said.tsx';

/** The dispatch with this claim selected in it. */
export function claim_in_dispatch(dispatch: string, claim: string): string {
  return with_look(`/dispatches/${encodeURIComponent(dispatch)}`, { claim });
}

/** The name of who says something; it leads to all that he says. */
export function Claimant({ name }: { readonly name: string }) {
  return (
    <Link class="claimant" href={address_of('/claims', undefined, { claimant: name })}>
      <Outside text={name} />
    </Link>
  );
}

/** The ways on from a claim that somebody makes. */
export function ClaimLinks({ id, short_id, dispatch, own = false, children }: { readonly id: string; readonly short_id: string; readonly dispatch: string | null; readonly own?: boolean; readonly children?: ComponentChildren }) {
  return (
    <p class="claim-links">
      {!own && (
        <Link href={`/claims/${id}`} aria-label={say('claim.whyLabel', { id: short_id })}>
          {say('claim.why', { id: short_id })}
        </Link>
      )}
      {dispatch !== null && (
        <Link href={claim_in_dispatch(dispatch, id)} aria-label={say('claim.inDispatchLabel', { id: short_id })}>
          {say('claim.inDispatch')}
        </Link>
      )}
      {children}
    </p>
  );
}

function Who({ claim }: { readonly claim: Claim }) {
  const outlet = claim.source !== null && !claim.claimant.includes(claim.source) ? claim.source : null;
  return (
    <p class="claim-who">
      {said('claim.says', { claimant: <Claimant name={claim.claimant} /> })}
      {outlet !== null && <span class="aside"> {said('claim.in', { source: <Outside text={outlet} /> })}</span>}
    </p>
  );
}

function When({ claim }: { readonly claim: Claim }) {
  return (
    <div>
      <dt>{say('claim.when')}</dt>
      <dd>
        <Exact value={time_precision(claim.first_day, claim.last_day, claim.time_basis)}><Days first={claim.first_day} last={claim.last_day} /></Exact>
        {claim.time_basis === 'dispatch' && <span class="aside"> {say('basis.dispatchShort')}</span>}
        {claim.time_basis === 'inferred' && <span class="aside"> {basis_words(claim.time_basis)}</span>}
      </dd>
    </div>
  );
}

function Where({ claim }: { readonly claim: Claim }) {
  const precision = place_precision(claim.place, claim.geo_precision, claim.where_prec);
  const wider = [claim.admin1, claim.country === null ? null : country_name(claim.country)].filter((part) => part !== claim.place);
  return (
    <div>
      <dt>{say('claim.where')}</dt>
      <dd>
        <Exact value={precision}>
          {claim.place === null ? (
            say('where.unknown')
          ) : (
            <Link href={`/places/${encodeURIComponent(String(claim.place_code ?? claim.place))}`}>
              <Outside text={claim.place} />
            </Link>
          )}
        </Exact>
        <span class="aside">
          {' '}
          <Names names={wider} />
        </span>
        {claim.place !== null && precision.mark !== '●' && <span class="aside"> ({precision.words})</span>}
      </dd>
    </div>
  );
}

/** How it is said, where that is not the plain case, each with its word. */
function Manner({ claim }: { readonly claim: Claim }) {
  const words = manner_words(claim);
  if (claim.quoted) words.push(say('manner.quoted'));
  if (words.length === 0) return null;
  return (
    <ul class="manner" aria-label={say('manner.label')}>
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}

interface CardProps {
  readonly claim: Claim;
  /** On the page of its dispatch, and on its own, there is no need to link to it. */
  readonly within?: 'list' | 'dispatch' | 'own';
  readonly children?: ComponentChildren;
}

export function ClaimCard({ claim, within = 'list', children }: CardProps) {
  return (
    <article class={`claim ${claim.polarity}`} aria-label={`${claim.short_id}, ${claim.claimant}`}>
      <div class="claim-main">
        <Who claim={claim} />
        <p class="claim-says">
          <Outside text={claim.says} lang="en" />
        </p>
        <Manner claim={claim} />
      </div>
      <Quote text={claim.quote} lang={claim.lang} />
      <dl class="facts">
        <When claim={claim} />
        <Where claim={claim} />
        {claim.casualties !== null && (
          <div>
            <dt>{say('claim.casualties')}</dt>
            <dd>
              <Outside text={claim.casualties} />
            </dd>
          </div>
        )}
      </dl>
      {children}
      <ClaimLinks id={claim.id} short_id={claim.short_id} dispatch={within === 'dispatch' ? null : claim.dispatch} own={within === 'own'}>
        <Link href={address_of('/claims', undefined, { same: claim.id })} aria-label={say('claim.whoElseLabel', { id: claim.short_id })}>
          {say('claim.whoElse')}
        </Link>
      </ClaimLinks>
    </article>
  );
}
