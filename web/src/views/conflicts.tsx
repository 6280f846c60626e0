/* Conflicts: two sides of one matter, each with all who say so and their words. Neither stands first for any reason but its id. */
import { use_list } from '../lib/api.ts';
import { address_of, twin_of } from '../lib/route.ts';
import type { Conflict, SaidBy, Side } from '../lib/types.ts';
import { date_words } from '../lib/precision.ts';
import { say, say_list } from '../lib/say.ts';
import { field_words, relation_words, why_words } from '../lib/words.ts';
import { Claimant, ClaimLinks } from '../parts/claim.tsx';
import { Filter } from '../parts/filter.tsx';
import { Head } from '../parts/feedback.tsx';
import { Listed, OtherForms } from '../parts/list.tsx';
import { Days } from '../parts/precision.tsx';
import { Outside, Quote } from '../parts/outside.tsx';
import { said } from '../parts/said.tsx';
import type { ViewProps } from './registry.ts';

function Voice({ voice }: { readonly voice: SaidBy }) {
  return (
    <li>
      <p class="claim-who">
        {said('claim.says', { claimant: <Claimant name={voice.claimant} /> })}
        <span class="aside">
          {voice.source !== null && voice.source !== voice.claimant && <> {said('claim.in', { source: <Outside text={voice.source} /> })}</>}
          {voice.dispatch_date !== null && `, ${date_words(voice.dispatch_date)}`}
        </span>
      </p>
      {voice.quote !== null && <Quote text={voice.quote} />}
      <ClaimLinks id={voice.claim} short_id={voice.short_id} dispatch={voice.dispatch} />
    </li>
  );
}

function OneSide({ side, name }: { readonly side: Side; readonly name: string }) {
  const shown = side.said_by.length;
  return (
    <div class="side" role="group" aria-label={say('conflicts.side', { name })}>
      <p class="side-says">
        <span class="side-name" aria-hidden="true">
          {name}
        </span>{' '}
        <Outside text={side.says} lang="en" />
      </p>
      <p class="aside">
        {say_list([say('n.voices', { count: side.voices }), say('n.dispatches', { count: side.dispatches })])}
        {side.claims > shown && `; ${say('conflicts.shown', { shown, claims: say('n.claims', { count: side.claims }) })}`}
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
        {conflict.place === null ? say('where.unknown') : <Outside text={conflict.place} />}, <Days first={conflict.first_day} last={conflict.last_day} />
      </h2>
      <p class="at-odds">
        {said('relation.over', {
          relation: <span class="relation-kind">{relation_words(conflict.kind)}</span>,
          field: <strong>{field_words(conflict.field)}</strong>,
        })}
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
      <Head title={say('nav.conflicts')}>
        <p class="lead">{say('conflicts.lead')}</p>
      </Head>
      <Filter route={route} first={['place', 'relation', 'from', 'to']} more={['claimant', 'actor']} />
      <OtherForms route={route} endings={['csv', 'atom', 'feed.json', 'json']} />
      <Listed list={conflicts} counted="n.conflicts" nothing={say('conflicts.nothing')}>
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
