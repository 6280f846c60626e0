/* Why a claim was read so, and what it stands against: every value leads to words of the dispatch and to a line of a rule file. */
import { use_json } from '../lib/api.ts';
import { address_of } from '../lib/route.ts';
import type { ClaimDetail, Relation, WhyValue } from '../lib/types.ts';
import { say, say_code } from '../lib/say.ts';
import { field_words, relation_words } from '../lib/words.ts';
import { ErrorBox, Waiting } from './feedback.tsx';
import { Outside, Quote } from './outside.tsx';
import { Link, said } from './said.tsx';

export function use_claim(id: string | null) {
  return use_json<ClaimDetail>(id === null ? null : `/claims/${encodeURIComponent(id)}.json`);
}

function Made({ value }: { readonly value: WhyValue }) {
  return (
    <div>
      <dt lang="en">{value.name}</dt>
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

function Kind({ kind }: { readonly kind: string }) {
  return <span class="relation-kind">{relation_words(kind)}</span>;
}

function Related({ relation }: { readonly relation: Relation }) {
  return (
    <li>
      <p>
        {relation.field === null ? <Kind kind={relation.kind} /> : said('relation.over', { relation: <Kind kind={relation.kind} />, field: field_words(relation.field) })}:{' '}
        {relation.claimant !== null && <Outside text={relation.claimant} />} <Link href={`/claims/${relation.claim}`}>{relation.short_id}</Link>
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
          {said('claim.sameInAll', {
            same: <Link href={address_of('/claims', undefined, { same: claim.id })}>{say('claim.same', { count: same.claims })}</Link>,
            voices: say('n.voices', { count: same.voices }),
            dispatches: say('n.dispatches', { count: same.dispatches }),
          })}
        </p>
      )}
      {relations.length === 0 ? (
        <p class="aside">{say('claim.nobody')}</p>
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

/** That exports leave a claim out: what is looked at here is not what is given away. */
export function Withheld({ mark }: { readonly mark: ClaimDetail['withheld'] }) {
  if (mark === null) return null;
  return (
    <p class="note">
      {say_code('withheld', mark.by)}
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
      <h3>{say('claim.against')}</h3>
      <Relations detail={data} />
      <h3>{say('claim.made')}</h3>
      <Why values={data.why} />
    </>
  );
}
