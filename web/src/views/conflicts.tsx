/* Conflicts: two sides of one matter, each with all who say so and their words. Neither stands first for any reason but its id. */
import { use_list } from '../lib/api.ts';
import { address_of, twin_of } from '../lib/route.ts';
import type { Conflict, SaidBy, Side } from '../lib/types.ts';
import { count_words, field_words, relation_words, why_words } from '../lib/words.ts';
import { claim_in_dispatch } from '../parts/claim.tsx';
import { Filter } from '../parts/filter.tsx';
import { Head } from '../parts/feedback.tsx';
import { Listed, OtherForms } from '../parts/list.tsx';
import { Days } from '../parts/precision.tsx';
import { Outside, Quote } from '../parts/outside.tsx';
import type { ViewProps } from './registry.ts';

function Voice({ voice }: { readonly voice: SaidBy }) {
  return (
    <li>
      <p class="claim-who">
        <a class="claimant" href={address_of('/claims', undefined, { claimant: voice.claimant })}>
          <Outside text={voice.claimant} />
        </a>{' '}
        says
        <span class="aside">
          {voice.source !== null && voice.source !== voice.claimant && (
            <>
              {' '}
              in <Outside text={voice.source} />
            </>
          )}
          {voice.dispatch_date !== null && `, ${voice.dispatch_date}`}
        </span>
      </p>
      {voice.quote !== null && <Quote text={voice.quote} />}
      <p class="claim-links">
        <a href={`/claims/${voice.claim}`} aria-label={`Claim ${voice.short_id}: why it was read so`}>
          {voice.short_id} why
        </a>
        {voice.dispatch !== null && (
          <a href={claim_in_dispatch(voice.dispatch, voice.claim)} aria-label={`Claim ${voice.short_id} in its dispatch`}>
            in the dispatch
          </a>
        )}
      </p>
    </li>
  );
}

function OneSide({ side, name }: { readonly side: Side; readonly name: string }) {
  const shown = side.said_by.length;
  return (
    <div class="side" role="group" aria-label={`Side ${name}`}>
      <p class="side-says">
        <span class="side-name" aria-hidden="true">
          {name}
        </span>{' '}
        <Outside text={side.says} />
      </p>
      <p class="aside">
        {count_words(side.voices, 'voice')}, {count_words(side.dispatches, 'dispatch', 'dispatches')}
        {side.claims > shown && `; ${shown} of ${count_words(side.claims, 'claim')} shown`}
      </p>
      <ul class="said-by">
        {side.said_by.map((voice) => (
          <Voice key={voice.claim} voice={voice} />
        ))}
      </ul>
    </div>
  );
}

function ConflictItem({ conflict }: { readonly conflict: Conflict }) {
  return (
    <li class="conflict">
      <h2>
        {conflict.place === null ? 'Place unknown' : <Outside text={conflict.place} />}, <Days first={conflict.first_day} last={conflict.last_day} />
      </h2>
      <p class="at-odds">
        <span class="relation-kind">{relation_words(conflict.kind)}</span> over <strong>{field_words(conflict.field)}</strong>
        <span class="aside"> {why_words(conflict)}</span>
      </p>
      <div class="sides">
        <OneSide side={conflict.a} name="A" />
        <OneSide side={conflict.b} name="B" />
      </div>
    </li>
  );
}

function key_of(conflict: Conflict): string {
  return [conflict.kind, conflict.field, conflict.a.said_by[0]?.claim, conflict.b.said_by[0]?.claim].join(' ');
}

export default function Conflicts({ route }: ViewProps) {
  const conflicts = use_list<Conflict>(twin_of(address_of('/conflicts', route.query), 'json'));
  return (
    <>
      <Head title="Conflicts">
        <p class="lead">Who contradicts whom, with the words of each. Which of them is right is not said here.</p>
      </Head>
      <Filter route={route} first={['place', 'relation', 'from', 'to']} more={['claimant', 'actor']} />
      <OtherForms route={route} endings={['csv', 'atom', 'feed.json', 'json']} />
      <Listed list={conflicts} one="conflict" nothing="Nobody contradicts anybody here.">
        {(items) => (
          <ol class="conflicts">
            {items.map((conflict) => (
              <ConflictItem key={key_of(conflict)} conflict={conflict} />
            ))}
          </ol>
        )}
      </Listed>
    </>
  );
}
