/* Why a claim was read so, and what it stands against: every value leads to words of the dispatch and to a line of a rule file. */
import { use_json } from '../lib/api.ts';
import { address_of } from '../lib/route.ts';
import type { ClaimDetail, Relation, WhyValue } from '../lib/types.ts';
import { count_words, field_words } from '../lib/words.ts';
import { ErrorBox, Waiting } from './feedback.tsx';
import { Outside, Quote } from './outside.tsx';

export function use_claim(id: string | null) {
  return use_json<ClaimDetail>(id === null ? null : `/claims/${encodeURIComponent(id)}.json`);
}

function Made({ value }: { readonly value: WhyValue }) {
  return (
    <div>
      <dt>{value.name}</dt>
      <dd>
        <Outside text={value.value} />
        {value.basis !== null && <span class="aside"> {value.basis}</span>}
        {value.words !== null && (
          <p>
            <q class="fired">
              <Outside text={value.words} />
            </q>
          </p>
        )}
        {(value.rule !== null || value.note !== null) && (
          <p class="aside">
            {value.rule !== null && <code>{value.rule}</code>} {value.note !== null && <Outside text={value.note} />}
          </p>
        )}
      </dd>
    </div>
  );
}

export function Why({ values }: { readonly values: readonly WhyValue[] }) {
  return (
    <dl class="why">
      {values.map((value, i) => (
        <Made key={i} value={value} />
      ))}
    </dl>
  );
}

function Related({ relation }: { readonly relation: Relation }) {
  return (
    <li>
      <p>
        <span class="relation-kind">{relation.kind}</span>
        {relation.field !== null && <span class="aside"> over {field_words(relation.field)}</span>}:{' '}
        {relation.claimant !== null && <Outside text={relation.claimant} />} <a href={`/claims/${relation.claim}`}>{relation.short_id}</a>
      </p>
      {relation.quote !== null && <Quote text={relation.quote} />}
      {relation.reason !== null && (
        <p class="aside">
          <Outside text={relation.reason} />
        </p>
      )}
    </li>
  );
}

export function Relations({ detail }: { readonly detail: ClaimDetail }) {
  const { same, relations, claim } = detail;
  return (
    <>
      {same.claims > 0 && claim !== null && (
        <p>
          <a href={address_of('/claims', undefined, { same: claim.id })}>{count_words(same.claims, 'other claim')} the same</a>; in all{' '}
          {count_words(same.voices, 'voice')}, {count_words(same.dispatches, 'dispatch', 'dispatches')}.
        </p>
      )}
      {relations.length === 0 ? (
        <p class="aside">Nobody contradicts it.</p>
      ) : (
        <ul class="relations">
          {relations.map((relation) => (
            <Related key={relation.kind + relation.claim + (relation.field ?? '')} relation={relation} />
          ))}
        </ul>
      )}
    </>
  );
}

const WITHHELD_BY: Readonly<Record<string, string>> = { claim: 'This claim', dispatch: 'Its dispatch', place: 'A place that it names' };

/** That exports leave a claim out: what is looked at here is not what is given away. */
export function Withheld({ mark }: { readonly mark: ClaimDetail['withheld'] }) {
  if (mark === null) return null;
  return (
    <p class="note">
      {WITHHELD_BY[mark.by] ?? 'It'} is withheld: exports leave the claim out.
      {mark.reason !== null && (
        <>
          {' '}
          <Outside text={mark.reason} />
        </>
      )}
    </p>
  );
}

/** Why and relations of one claim, asked for when it is shown. */
export function ClaimBackground({ id }: { readonly id: string }) {
  const { data, error, waiting } = use_claim(id);
  if (error !== null) return <ErrorBox error={error} />;
  if (data === null || waiting) return <Waiting />;
  return (
    <>
      <Withheld mark={data.withheld} />
      <h3>What it stands against</h3>
      <Relations detail={data} />
      <h3>Why it was read so</h3>
      <Why values={data.why} />
    </>
  );
}
