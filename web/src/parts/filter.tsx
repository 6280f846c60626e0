/* The filter of a list: a form whose values are the query of the address. What is set stands below as chips that take it out. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { use_json } from '../lib/api.ts';
import { go, go_with } from '../lib/navigation.ts';
import { address_of, type Change, type Route } from '../lib/route.ts';
import type { List, Row } from '../lib/types.ts';
import { say, say_code } from '../lib/say.ts';
import { CASUALTY_ROLES, CONTROL_STATES, EVENT_TYPES, LANGUAGES, language_name } from '../lib/words.ts';
import { Outside } from './outside.tsx';
import { Link } from './said.tsx';

export type Field = 'q' | 'place' | 'claimant' | 'actor' | 'type' | 'relation' | 'from' | 'to' | 'lang' | 'reviewed';

const HINTS: Readonly<Record<string, string>> = { from: '2017-11-09', to: '2017-11' };

function label_of(name: string): string {
  return say_code('filter', name);
}

function hint_of(name: Field): string {
  return name === 'q' ? say('filter.hint') : (HINTS[name] ?? '');
}

type Choices = readonly { readonly group: string; readonly values: readonly { readonly value: string; readonly text: string }[] }[];

function coded(kind: string, values: readonly string[]) {
  return values.map((value) => ({ value, text: say_code(kind, value) }));
}

/** What a field can be, where it is chosen from a list. */
function choices_of(name: Field): Choices | null {
  switch (name) {
    case 'type':
      return [
        { group: say('filter.deeds'), values: coded('type', EVENT_TYPES) },
        { group: say('filter.control'), values: coded('state', CONTROL_STATES) },
        { group: say('claim.casualties'), values: coded('role', CASUALTY_ROLES) },
      ];
    case 'relation':
      return [
        { group: say('filter.field'), values: coded('field', ['holder', 'status', 'polarity', 'count', 'date', 'place']) },
        { group: say('filter.kind'), values: coded('relation', ['contradicts', 'denies', 'corrects']) },
      ];
    case 'lang':
      return [{ group: say('filter.lang'), values: LANGUAGES.map((value) => ({ value, text: language_name(value) })) }];
    case 'reviewed':
      return [{ group: say('filter.verdict'), values: coded('verdict', ['accept', 'reject', 'disputed', 'any', 'none']) }];
    default:
      return null;
  }
}

/** A value of the filter in words. */
function value_words(name: string, value: string): string {
  const choices = choices_of(name as Field) ?? [];
  return choices.flatMap((group) => group.values).find((choice) => choice.value === value)?.text ?? value;
}

interface InputProps {
  readonly name: Field;
  readonly value: string;
}

/** Shows `value` whenever the address changes it, and leaves alone what is being typed when something else does. */
function use_value<E extends HTMLInputElement | HTMLSelectElement>(value: string) {
  const element = useRef<E>(null);
  useLayoutEffect(() => {
    if (element.current !== null) element.current.value = value;
  }, [value]);
  return element;
}

function Choice({ name, value, choices }: InputProps & { readonly choices: Choices }) {
  const element = use_value<HTMLSelectElement>(value);
  const known = choices.some((group) => group.values.some((choice) => choice.value === value));
  return (
    <select ref={element} id={`filter-${name}`} name={name}>
      <option value="">{say('filter.any')}</option>
      {value !== '' && !known && <option value={value}>{value}</option>}
      {choices.map((group) => (
        <optgroup key={group.group} label={group.group}>
          {group.values.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.text}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

/** The list that knows names which begin so, and what its items call them. */
const NAMED_BY: Readonly<Record<string, { readonly list: string; readonly column: string }>> = {
  place: { list: '/places.json', column: 'place' },
  claimant: { list: '/voices.json', column: 'claimant' },
  actor: { list: '/actors.json', column: 'actor' },
};
const TYPING_MS = 200;

/** Names that fit what is typed, asked for when the typing pauses. */
function use_names(name: Field, typed: string): readonly string[] {
  const [address, set_address] = useState<string | null>(null);
  const by = NAMED_BY[name];
  useEffect(() => {
    if (by === undefined || typed.trim().length < 2) return;
    const timer = setTimeout(() => set_address(address_of(by.list, undefined, { q: typed.trim(), limit: '8' })), TYPING_MS);
    return () => clearTimeout(timer);
  }, [by, typed]);
  const { data } = use_json<List<Row>>(address);
  const names = data?.items.map((item) => item[by?.column ?? '']) ?? [];
  return [...new Set(names.filter((one): one is string => typeof one === 'string'))];
}

function Text({ name, value }: InputProps) {
  const element = use_value<HTMLInputElement>(value);
  const [typed, set_typed] = useState('');
  const names = use_names(name, typed);
  const list = `names-${name}`;
  return (
    <>
      <input
        ref={element}
        id={`filter-${name}`}
        name={name}
        type={name === 'q' ? 'search' : 'text'}
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        placeholder={hint_of(name)}
        {...(name in NAMED_BY ? { list } : {})}
        onInput={(event) => set_typed(event.currentTarget.value)}
      />
      {name in NAMED_BY && (
        <datalist id={list}>
          {names.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

function Input({ name, value }: InputProps) {
  const choices = choices_of(name);
  return (
    <div class={`field field-${name}`}>
      <label for={`filter-${name}`}>{label_of(name)}</label>
      {choices === null ? <Text name={name} value={value} /> : <Choice name={name} value={value} choices={choices} />}
    </div>
  );
}

function form_change(form: HTMLFormElement, fields: readonly Field[]): Change {
  const data = new FormData(form);
  const values = Object.fromEntries(fields.map((name) => [name, String(data.get(name) ?? '').trim()]));
  const dated = values.from !== '' || values.to !== '';
  return { ...values, cursor: null, ...(dated ? { on: null } : {}) };
}

function Chips({ route, names }: { readonly route: Route; readonly names: readonly string[] }) {
  const set = names.flatMap((name) => route.query.getAll(name).map((value) => ({ name, value })));
  if (set.length === 0) return null;
  return (
    <ul class="chips" aria-label={say('filter.narrowed')}>
      {set.map(({ name, value }) => (
        <li key={name + value}>
          <Link
            class="chip"
            href={address_of(route.path, route.query, { [name]: null, cursor: null })}
            aria-label={say('filter.takeOut', { name: label_of(name), value: value_words(name, value) })}
          >
            {label_of(name)}: <Outside text={value_words(name, value)} /> <span aria-hidden="true">×</span>
          </Link>
        </li>
      ))}
      <li>
        <Link class="chip" href={route.path}>
          {say('filter.all')}
        </Link>
      </li>
    </ul>
  );
}

interface FilterProps {
  readonly route: Route;
  /** Always to be seen. */
  readonly first: readonly Field[];
  /** Behind "more". */
  readonly more?: readonly Field[];
  /** Names that only links set (a dispatch, an event), shown as chips. */
  readonly linked?: readonly string[];
}

export function Filter({ route, first, more = [], linked = [] }: FilterProps) {
  const form = useRef<HTMLFormElement>(null);
  const fields = [...first, ...more];
  const value = (name: Field) => route.query.get(name) ?? '';
  const submit = (event: Event) => {
    event.preventDefault();
    if (form.current === null) return;
    const change = form_change(form.current, fields);
    if (route.path === '/') go(address_of('/claims', route.query, change));
    else go_with(change);
  };
  return (
    <search>
      <form ref={form} class="filter" action={route.path} onSubmit={submit} onChange={(event) => event.target instanceof HTMLSelectElement && submit(event)}>
        <div class="fields">
          {first.map((name) => (
            <Input key={name} name={name} value={value(name)} />
          ))}
          <button type="submit" class="primary">
            {say('filter.show')}
          </button>
        </div>
        {more.length > 0 && (
          <details open={more.some((name) => value(name) !== '')}>
            <summary>{say('filter.more')}</summary>
            <div class="fields">
              {more.map((name) => (
                <Input key={name} name={name} value={value(name)} />
              ))}
            </div>
          </details>
        )}
      </form>
      <Chips route={route} names={[...fields, 'on', ...linked]} />
    </search>
  );
}
