/* Voices: who says how much, and who is at odds with whom. Nothing here says who is right. */
import { useState } from 'preact/hooks';
import { use_json, use_list } from '../lib/api.ts';
import type { MatrixAnswer, MatrixCell, Voice } from '../lib/answers.ts';
import { look_with } from '../lib/navigation.ts';
import { address_of } from '../lib/route.ts';
import { say, say_list, type Key } from '../lib/say.ts';
import { field_words } from '../lib/words.ts';
import { ErrorBox, Head, Nothing, Waiting } from '../parts/feedback.tsx';
import { Listed } from '../parts/list.tsx';
import { Outside } from '../parts/outside.tsx';
import { Link } from '../parts/said.tsx';
import { day_words } from '../lib/precision.ts';
import type { ViewProps } from './registry.ts';
import { cell_key, cells_of, odds_of, order_of, ORDERINGS, type Ordering } from './voices/order.ts';

const ORDER_WORDS: Readonly<Record<Ordering, Key>> = { amount: 'voices.amount', alike: 'voices.alike', name: 'voices.name' };

function cell_words(a: string, b: string, cell: MatrixCell): string {
  const fields = Object.entries(cell.fields).map(([field, count]) => `${field_words(field)} ${count}`);
  return `${say('voices.cell', { a, b, odds: say('n.disagreements', { count: odds_of(cell) }) })} (${say_list(fields)})`;
}

interface GridProps {
  readonly answer: MatrixAnswer;
  readonly order: readonly number[];
}

/** One cell takes part in the order of Tab; arrow keys go from cell to cell. */
function Grid({ answer, order }: GridProps) {
  const cells = cells_of(answer);
  const most = Math.max(1, ...answer.cells.map(odds_of));
  const [at, set_at] = useState({ row: 0, column: 0 });
  const name = (i: number): string => answer.claimants[i] ?? '';
  const key = (event: KeyboardEvent & { currentTarget: HTMLTableElement }): void => {
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const turned = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const clamp = (n: number): number => Math.min(order.length - 1, Math.max(0, n));
    const next = { row: clamp(at.row + (by[0] as number)), column: clamp(at.column + (by[1] as number) * turned) };
    set_at(next);
    event.currentTarget.rows[next.row + 1]?.cells[next.column + 1]?.focus();
  };
  return (
    <div class="matrix-box" tabIndex={0} role="region" aria-label={say('voices.matrix')}>
      <table class="matrix" role="grid" aria-label={say('voices.odds')} onKeyDown={key}>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">{say('voices.one')}</span>
            </th>
            {order.map((j) => (
              <th key={j} scope="col">
                <span class="matrix-column" title={name(j)}>
                  <Outside text={name(j)} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.map((i, row) => (
            <tr key={i}>
              <th scope="row">
                <Outside text={name(i)} />
              </th>
              {order.map((j, column) => {
                const cell = i === j ? undefined : cells.get(cell_key(i, j));
                const here = at.row === row && at.column === column;
                const words = cell === undefined ? say('voices.cell', { a: name(i), b: name(j), odds: say('voices.none') }) : cell_words(name(i), name(j), cell);
                const share = cell === undefined ? 0 : Math.sqrt(odds_of(cell) / most);
                return (
                  <td key={j} tabIndex={here ? 0 : -1} aria-label={words} title={words} class={i === j ? 'self' : ''} onFocus={() => set_at({ row, column })}>
                    {cell !== undefined && (
                      <>
                        <span class="odds" aria-hidden="true" style={{ width: `${Math.round(6 + share * 26)}px`, height: `${Math.round(6 + share * 26)}px` }} />
                        <span class="odds-count" aria-hidden="true">
                          {odds_of(cell)}
                        </span>
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Matrix({ ordering }: { readonly ordering: Ordering }) {
  const { data, error } = use_json<MatrixAnswer>('/voices/matrix.json?limit=40');
  if (error !== null) return <ErrorBox error={error} />;
  if (data === null) return <Waiting />;
  if (data.cells.length === 0) return <Nothing>{say('voices.nobody')}</Nothing>;
  return (
    <>
      <label class="matrix-order">
        {say('voices.order')}{' '}
        <select value={ordering} onChange={(event) => look_with({ order: event.currentTarget.value === 'amount' ? null : event.currentTarget.value }, { replace: true })}>
          {ORDERINGS.map((one) => (
            <option key={one} value={one}>
              {say(ORDER_WORDS[one])}
            </option>
          ))}
        </select>
      </label>
      <Grid answer={data} order={order_of(data, ordering)} />
      <p class="aside">
        {say('voices.about')} <Link href="/conflicts">{say('voices.side')}</Link>
        {data.truncated && ` ${say('voices.others')}`}
      </p>
    </>
  );
}

export default function VoicesView({ route }: ViewProps) {
  const list = use_list<Voice>(address_of('/voices.json', route.query));
  const wanted = route.look.get('order');
  const ordering = ORDERINGS.find((one) => one === wanted) ?? 'amount';
  const most = Math.max(1, ...(list.data ?? []).map(({ claims }) => claims));
  return (
    <div class="voices-view">
      <Head title={say('nav.voices')} />
      <h2>{say('voices.odds')}</h2>
      <Matrix ordering={ordering} />
      <h2>{say('voices.much')}</h2>
      <Listed list={list} counted="n.voices" nothing={say('voices.nothing')}>
        {(voices) => (
          <ul class="voices">
            {voices.map(({ claimant, basis, claims, dispatches, first_day, last_day }) => (
              <li key={`${claimant} ${basis}`}>
                <Link href={address_of('/claims', undefined, { claimant })}>
                  <Outside text={claimant} />
                </Link>
                <span class="voice-bar" aria-hidden="true" style={{ width: `${(claims / most) * 100}%` }} />
                <span class="aside">
                  {say('voices.amountSaid', { claims: say('n.claims', { count: claims }), dispatches: say('n.dispatches', { count: dispatches }), days: day_words(first_day, last_day) })} ·{' '}
                  <Link href={address_of('/map', undefined, { claimant })}>{say('map.map')}</Link>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </div>
  );
}
