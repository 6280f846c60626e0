/* Which key does what: the actions, names and keys of `depeche review` in the terminal. One key an action, one action a key; other
   keys are kept in this browser, in the form of the terminal's --keys file. Keys count only while the card has the focus. */

export const ACTIONS = [
  { name: 'accept', key: 'a' },
  { name: 'reject', key: 'r' },
  { name: 'skip', key: 's' },
  { name: 'day-back', key: '-' },
  { name: 'day-on', key: '+' },
  { name: 'day', key: 'd' },
  { name: 'place', key: 'p' },
  { name: 'type', key: 't' },
  { name: 'actor', key: 'w' },
  { name: 'same', key: '=' },
  { name: 'contradicts', key: '!' },
  { name: 'copy', key: 'c' },
  { name: 'apart', key: '/' },
  { name: 'comment', key: 'n' },
  { name: 'add', key: 'i' },
  { name: 'undo', key: 'u' },
  { name: 'back', key: 'ArrowLeft' },
  { name: 'on', key: 'ArrowRight' },
  { name: 'take-first', key: '1' },
  { name: 'take-second', key: '2' },
] as const;
export type Action = (typeof ACTIONS)[number]['name'];

export type KeyMap = Readonly<Record<Action, string>>;

export const DEFAULT_KEYS = Object.fromEntries(ACTIONS.map(({ name, key }) => [name, key])) as KeyMap;

/* Names of the terminal's key files, and what a browser calls those keys. */
const NAMED: readonly (readonly [name: string, key: string, shown: string])[] = [
  ['space', ' ', 'space'],
  ['enter', 'Enter', 'enter'],
  ['backspace', 'Backspace', 'backspace'],
  ['delete', 'Delete', 'delete'],
  ['up', 'ArrowUp', '↑'],
  ['down', 'ArrowDown', '↓'],
  ['left', 'ArrowLeft', '←'],
  ['right', 'ArrowRight', '→'],
  ['home', 'Home', 'home'],
  ['end', 'End', 'end'],
  ['page-up', 'PageUp', 'page-up'],
  ['page-down', 'PageDown', 'page-down'],
];

/** "a", "space", "←". */
export function show_key(key: string): string {
  return NAMED.find(([, one]) => one === key)?.[2] ?? key;
}

/** A key as a file of keys writes it. */
export function name_of_key(key: string): string {
  return NAMED.find(([, one]) => one === key)?.[0] ?? key;
}

export function key_of_name(name: string): string | null {
  const named = NAMED.find(([one]) => one === name);
  if (named !== undefined) return named[1];
  return [...name].length === 1 && !/[\s\p{C}]/u.test(name) ? name : null;
}

/** May this key be given to an action? Tab, Escape and the like stay the browser's, so that nobody is caught in the card. */
export function is_free_key(key: string): boolean {
  return key_of_name(name_of_key(key)) !== null;
}

export function action_of(keys: KeyMap, key: string): Action | null {
  return ACTIONS.find(({ name }) => keys[name] === key)?.name ?? null;
}

/** The key map with another key for an action; the action that had it before gets the one that has become free. */
export function with_key(keys: KeyMap, action: Action, key: string): KeyMap {
  const other = action_of(keys, key);
  const next: Record<Action, string> = { ...keys, [action]: key };
  if (other !== null && other !== action) next[other] = keys[action];
  return next;
}

/** "accept = space": the lines by which a key map differs from the usual one. */
export function write_keys(keys: KeyMap): string {
  return ACTIONS.filter(({ name, key }) => keys[name] !== key)
    .map(({ name }) => `${name} = ${name_of_key(keys[name])}\n`)
    .join('');
}

/** The usual keys, changed as the lines say; null where a line is none, or two actions would share a key. */
export function read_keys(text: string): KeyMap | null {
  const keys: Record<Action, string> = { ...DEFAULT_KEYS };
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const found = /^([a-z-]+)\s*=\s*(\S+)$/.exec(line);
    const action = ACTIONS.find(({ name }) => name === found?.[1])?.name;
    const key = key_of_name(found?.[2] ?? '');
    if (action === undefined || key === null) return null;
    keys[action] = key;
  }
  return new Set(Object.values(keys)).size === ACTIONS.length ? keys : null;
}

/* ---- kept in the browser ---------------------------------------------------------------------------------------------------- */

const STORED_AS = 'depeche.review.keys';

export function load_keys(storage: Pick<Storage, 'getItem'>): KeyMap {
  try {
    return read_keys(storage.getItem(STORED_AS) ?? '') ?? DEFAULT_KEYS;
  } catch {
    return DEFAULT_KEYS; /* a browser that keeps nothing */
  }
}

export function save_keys(storage: Pick<Storage, 'setItem' | 'removeItem'>, keys: KeyMap): void {
  try {
    const text = write_keys(keys);
    if (text === '') storage.removeItem(STORED_AS);
    else storage.setItem(STORED_AS, text);
  } catch {
    /* A browser that keeps nothing: the keys hold until the page is left. */
  }
}
