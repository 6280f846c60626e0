/* Review: one claim in its paragraph, and a key for each decision, as in the terminal. Keys count while the card has the focus. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { as_error, get_json, post_json, use_json, type ApiError } from '../lib/api.ts';
import type { Card, Choice, Decision, ReviewAnswer, ReviewField, Undone } from '../lib/answers.ts';
import { go_with, look_with } from '../lib/navigation.ts';
import { address_of, type Route } from '../lib/route.ts';
import { say as word, say_code, type Key } from '../lib/say.ts';
import { announce, ErrorBox, Head, Nothing, Waiting } from '../parts/feedback.tsx';
import { Filter } from '../parts/filter.tsx';
import { Outside, Words } from '../parts/outside.tsx';
import { Link, said } from '../parts/said.tsx';
import type { ViewProps } from './registry.ts';
import { action_of, ACTIONS, DEFAULT_KEYS, is_free_key, load_keys, save_keys, show_key, with_key, type Action, type KeyMap } from './review/keys.ts';
import { act, PROMPTS, shown_after, take, type Pair, type PromptName } from './review/model.ts';
import { segments_of } from './review/segments.ts';

const FIELDS: readonly { readonly field: ReviewField; readonly words: Key }[] = [
  { field: 'type', words: 'review.what' },
  { field: 'actor', words: 'review.who' },
  { field: 'place', words: 'claim.where' },
  { field: 'days', words: 'claim.when' },
];

function Paragraph({ card }: { readonly card: Card }) {
  return (
    <p class="review-text words" dir="auto" {...(card.lang ? { lang: card.lang } : {})}>
      {segments_of(card).map(({ text, mark }, i) =>
        mark === null ? (
          <span key={i}>
            <Words text={text} />
          </span>
        ) : (
          <mark key={i} class={`span-${mark}`} title={say_code('span', mark)}>
            <Words text={text} />
          </mark>
        ),
      )}
    </p>
  );
}

function Values({ card }: { readonly card: Card }) {
  return (
    <dl class="review-values">
      {FIELDS.map(({ field, words }) => (
        <div key={field}>
          <dt>{word(words)}</dt>
          <dd>
            <bdi>{card.shown[field] ?? card.values[field] ?? word('review.unknown')}</bdi>
            {card.edited[field] && <span class="aside"> {word('review.corrected')}</span>}
          </dd>
        </div>
      ))}
      {card.recipients !== null && (
        <div>
          <dt>{word('review.whom')}</dt>
          <dd>
            <bdi>{card.recipients}</bdi>
          </dd>
        </div>
      )}
      <div>
        <dt>{word('manner.label')}</dt>
        <dd>{card.manner}</dd>
      </div>
    </dl>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div class="review-lines">
      <h2>{title}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <Outside text={line} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface AskProps {
  readonly card: Card;
  readonly name: PromptName;
  readonly on_take: (value: string) => void;
  readonly on_close: () => void;
}

/** A prompt: Enter takes the marked choice, Tab stays the browser's, Escape goes back. */
function Ask({ card, name, on_take, on_close }: AskProps) {
  const { choices: kind, closed } = PROMPTS[name];
  const [typed, set_typed] = useState('');
  const [choices, set_choices] = useState<readonly Choice[]>([]);
  const [marked, set_marked] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), [name]);
  useEffect(() => {
    if (kind === null) return;
    const stop = new AbortController();
    get_json<{ items: readonly Choice[] }>(address_of('/review/choices.json', undefined, { kind, claim: card.id, typed }), stop.signal).then(
      ({ items }) => {
        set_choices(items);
        set_marked(0);
      },
      () => undefined,
    );
    return () => stop.abort();
  }, [kind, typed, card.id]);
  const submit = (): void => {
    const value = kind === null ? typed.trim() : (choices[marked]?.value ?? (closed ? '' : typed.trim()));
    if (value === '') on_close();
    else on_take(value);
  };
  const key = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0 && choices.length > 0) set_marked(Math.min(choices.length - 1, Math.max(0, marked + by)));
    else if (event.key === 'Escape') on_close();
    else return;
    event.preventDefault();
  };
  return (
    <form
      class="review-ask"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label>
        {word(`prompt.${name}`)}
        {name === 'day' && <span class="aside"> (2017-11-09, 2017-11, 2017-11-08/2017-11-09)</span>}
        <input
          ref={input}
          value={typed}
          maxLength={400}
          autoComplete="off"
          {...(kind === null ? {} : { role: 'combobox', 'aria-expanded': choices.length > 0, 'aria-controls': 'review-choices', 'aria-activedescendant': `choice-${marked}` })}
          onInput={(event) => set_typed(event.currentTarget.value)}
          onKeyDown={key}
        />
      </label>
      {kind !== null && choices.length > 0 && (
        <ul id="review-choices" role="listbox" aria-label={word('review.choices')}>
          {choices.map((choice, i) => (
            <li key={choice.value} id={`choice-${i}`} role="option" aria-selected={i === marked} onClick={() => on_take(choice.value)}>
              <Outside text={choice.label} />
            </li>
          ))}
        </ul>
      )}
      <div class="review-ask-buttons">
        <button type="submit">{word('review.take')}</button>
        {kind !== null && !closed && typed.trim() !== '' && (
          <button type="button" onClick={() => on_take(typed.trim())}>
            {said('review.takeTyped', { typed: <bdi>{typed.trim()}</bdi> })}
          </button>
        )}
        <button type="button" onClick={on_close}>
          {word('review.back')}
        </button>
      </div>
    </form>
  );
}

const ORDERS: readonly { readonly value: string; readonly words: Key }[] = [
  { value: '', words: 'review.order.odds' },
  { value: 'reach', words: 'review.order.reach' },
  { value: 'uncertainty', words: 'review.order.uncertainty' },
  { value: 'day', words: 'review.order.day' },
];

function pair_of(query: URLSearchParams): Pair | null {
  const first = query.get('first');
  const second = query.get('second');
  return first === null || second === null ? null : [first, second];
}

/** Which claims come in which order, blind or not, or those on which two coders differ. */
function Queue({ route }: { readonly route: Route }) {
  const [open, set_open] = useState(false);
  const { data } = use_json<{ items: readonly Choice[] }>(open ? '/review/choices.json?kind=coder' : null);
  const pair = pair_of(route.query);
  const coders = data?.items ?? [];
  const adjudicate = (event: Event & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    go_with({ first: String(form.get('first') ?? ''), second: String(form.get('second') ?? ''), blind: null });
  };
  return (
    <details class="review-queue" onToggle={(event) => set_open(event.currentTarget.open)}>
      <summary>{word('review.queue')}</summary>
      <Filter route={route} first={['place', 'claimant', 'type']} more={['actor', 'q', 'from', 'to', 'lang', 'reviewed']} />
      <p>
        <label>
          {word('review.first')}{' '}
          <select value={route.query.get('order') ?? ''} onChange={(event) => go_with({ order: event.currentTarget.value })}>
            {ORDERS.map(({ value, words }) => (
              <option key={value} value={value}>
                {word(words)}
              </option>
            ))}
          </select>
        </label>{' '}
        <label>
          <input type="checkbox" checked={route.query.get('blind') === '1'} onChange={(event) => go_with({ blind: event.currentTarget.checked ? '1' : null, first: null, second: null })} />{' '}
          {word('review.blind')}
        </label>
      </p>
      <form class="review-pair" onSubmit={adjudicate}>
        <p>{word('review.between')}</p>
        {(['first', 'second'] as const).map((name, i) => (
          <label key={name}>
            {word(i === 0 ? 'review.firstCoder' : 'review.secondCoder')}{' '}
            <select name={name} value={pair?.[i] ?? ''}>
              <option value="">{word('review.nobody')}</option>
              {pair !== null && !coders.some(({ value }) => value === pair[i]) && <option value={pair[i]}>{pair[i]}</option>}
              {coders.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        ))}
        <button type="submit">{word('review.adjudicate')}</button>
        {pair !== null && (
          <button type="button" onClick={() => go_with({ first: null, second: null })}>
            {word('review.again')}
          </button>
        )}
      </form>
    </details>
  );
}

/** Press a button, then the key that it is to have. */
function KeySettings({ keys, on_change }: { readonly keys: KeyMap; readonly on_change: (keys: KeyMap) => void }) {
  const [waiting, set_waiting] = useState<Action | null>(null);
  return (
    <details class="review-keys">
      <summary>{word('review.keys')}</summary>
      <p class="aside">{word('review.keysAbout')}</p>
      <ul>
        {ACTIONS.map(({ name }) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={waiting === name}
              onClick={() => set_waiting(waiting === name ? null : name)}
              onKeyDown={(event) => {
                if (waiting !== name || !is_free_key(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
                event.preventDefault();
                on_change(with_key(keys, name, event.key));
                set_waiting(null);
              }}
            >
              {word(`action.${name}`)} <kbd>{waiting === name ? word('review.pressKey') : show_key(keys[name])}</kbd>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => on_change(DEFAULT_KEYS)}>
        {word('review.usual')}
      </button>
    </details>
  );
}

export default function ReviewView({ route }: ViewProps) {
  const [review, set_review] = useState<ReviewAnswer | null>(null);
  const [error, set_error] = useState<ApiError | null>(null);
  const [message, set_message] = useState('');
  const [asking, set_asking] = useState<PromptName | null>(null);
  const [words, set_words] = useState('');
  const [busy, set_busy] = useState(false);
  const [keys, set_keys] = useState<KeyMap>(() => load_keys(localStorage));
  const box = useRef<HTMLDivElement>(null);
  const blind = route.query.get('blind') === '1';
  const pair = pair_of(route.query);
  const role = pair === null ? {} : { first: pair[0], second: pair[1] };
  const say = (text: string): void => {
    set_message(text);
    announce(text);
  };
  const show = async (claim: string | null): Promise<void> => {
    const answer = await get_json<ReviewAnswer>(address_of('/review.json', route.query, { claim }));
    set_review(answer);
    set_error(null);
    look_with({ claim: answer.card?.id ?? null }, { replace: true });
  };
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    set_busy(true);
    try {
      await work();
    } catch (reason) {
      set_error(as_error(reason));
    }
    set_busy(false);
    box.current?.focus({ preventScroll: true });
  };
  const filter = route.query.toString();
  const first = useRef(true); /* the queue with which the page was opened may name a claim; another begins at its beginning */
  useEffect(() => {
    void guarded(() => show(first.current ? route.look.get('claim') : null));
    first.current = false;
  }, [filter]);

  const decide = (decision: Decision): Promise<void> =>
    guarded(async () => {
      if (review === null) return;
      await post_json('/review/decisions', { ...decision, ...role, ...(blind ? { blind } : {}) });
      set_asking(null);
      say(word('review.kept', { what: say_code('action', decision.kind) }));
      await show(shown_after(review, decision));
    });
  const adopt = (claim: string, from: string): Promise<void> =>
    guarded(async () => {
      if (review === null) return;
      await post_json('/review/adopt', { ...role, claim, from });
      say(word('review.taken', { coder: from }));
      await show(review.next_open);
    });
  const undo = (): Promise<void> =>
    guarded(async () => {
      const undone = await post_json<Undone>('/review/undo', role);
      say(undone.kind === null ? word('review.nothingToUndo') : word('review.undone', { what: say_code('action', undone.kind) }));
      if (undone.claim !== null) await show(undone.claim);
    });
  const run = (action: Action): void => {
    if (review === null) return;
    const effect = act(review, action, pair);
    if ((effect.kind === 'decide' || effect.kind === 'ask' || effect.kind === 'undo' || effect.kind === 'adopt') && !review.writable) {
      say(word('review.onlyLook', { command: '`depeche serve --coder NAME`' }));
    } else if (effect.kind === 'decide') void decide(effect.decision);
    else if (effect.kind === 'undo') void undo();
    else if (effect.kind === 'adopt') void adopt(effect.claim, effect.from);
    else if (effect.kind === 'show') void guarded(() => show(effect.claim));
    else if (effect.kind === 'ask') set_asking(effect.prompt);
    else if (effect.message !== undefined) say(effect.message);
  };
  const answer = (value: string): void => {
    const card = review?.card;
    if (card == null || asking === null) return;
    const taken = take(card, asking, value, words);
    if ('decision' in taken) void decide(taken.decision);
    else if ('prompt' in taken) {
      set_words(taken.words);
      set_asking(taken.prompt);
    } else say(taken.message);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.target !== box.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = action_of(keys, event.key);
    if (action === null) return;
    event.preventDefault();
    run(action);
  };
  const card = review?.card ?? null;
  return (
    <div class="review-view">
      <Head title={word('nav.review')}>
        {review !== null && (
          <p class="aside">
            {review.coder !== null && <bdi>{review.coder}</bdi>} · {word('review.decided', { decided: review.decided, total: review.total })}
            {card !== null && ` · ${word('review.at', { number: review.at + 1 })}`}
          </p>
        )}
      </Head>
      <Queue route={route} />
      {error !== null && <ErrorBox error={error} />}
      {review === null && error === null && <Waiting />}
      {review !== null && !review.writable && <p class="note">{said('review.look', { command: <code>depeche serve --coder NAME</code> })}</p>}
      {review !== null && card === null && <Nothing>{word(pair !== null && review.total === 0 ? 'review.agree' : 'review.done')}</Nothing>}
      <div ref={box} class="review-card" tabIndex={0} role="group" aria-label={card === null ? word('nav.review') : `${word('claim.title', { id: card.short_id })}: ${card.says ?? ''}`} aria-describedby="review-message" onKeyDown={key}>
        {card !== null && (
          <>
            <p class="review-says">
              {said('claim.saysWhat', {
                claimant: <Outside text={card.claimant ?? word('review.unknown')} />,
                what: (
                  <strong>
                    <Outside text={card.says ?? ''} lang="en" />
                  </strong>
                ),
              })}{' '}
              <Link href={`/claims/${encodeURIComponent(card.id)}`}>{card.short_id}</Link>
            </p>
            <Paragraph card={card} />
            <p class="aside">
              <Outside text={[card.source, card.date, card.title].filter((one) => one !== null).join(', ')} />
            </p>
            <Values card={card} />
            <Lines title={word('review.against')} lines={card.against} />
            <Lines title={word('review.own')} lines={card.own === null ? [] : [card.own]} />
            <Lines title={word(pair === null ? 'review.othersDecided' : 'review.twoDecided')} lines={card.others} />
          </>
        )}
      </div>
      <p id="review-message" class="review-message">
        {message}
      </p>
      {card !== null && asking !== null && (
        <Ask
          key={asking}
          card={card}
          name={asking}
          on_take={answer}
          on_close={() => {
            set_asking(null);
            box.current?.focus();
          }}
        />
      )}
      <div class="review-actions" role="group" aria-label={word('review.decisions')}>
        {ACTIONS.filter(({ name }) => pair !== null || !name.startsWith('take-')).map(({ name }) => (
          <button key={name} type="button" onClick={() => run(name)}>
            {name === 'take-first' ? pair?.[0] : name === 'take-second' ? pair?.[1] : word(`action.${name}`)} <kbd>{show_key(keys[name])}</kbd>
          </button>
        ))}
      </div>
      <KeySettings
        keys={keys}
        on_change={(next) => {
          set_keys(next);
          save_keys(localStorage, next);
        }}
      />
    </div>
  );
}
