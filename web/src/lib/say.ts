/* The words of the page in the language of its reader: one catalogue a language (public/words/XX.json), plural forms by
   Intl.PluralRules, numbers and days by Intl. What stands in a dispatch, names, and the sums of claims that the ledger keeps come
   from the server and stay as they are.

   A catalogue gives a key a sentence with names in braces, "{claims} at {places}", or one for each plural form of {count}. */
import type english from '../../public/words/en.json';

export const TONGUES: readonly { readonly code: string; readonly name: string; readonly rtl?: true }[] = [
  { code: 'ar', name: 'العربية', rtl: true },
  { code: 'de', name: 'Deutsch' },
  { code: 'en', name: 'English' },
  { code: 'es', name: 'español' },
  { code: 'fr', name: 'français' },
  { code: 'ru', name: 'русский' },
  { code: 'uk', name: 'українська' },
];

export type Key = keyof typeof english;
export type Catalogue = Readonly<Record<string, string | Readonly<Record<string, string>>>>;
export type Values = Readonly<Record<string, string | number>>;

interface Tongue {
  readonly code: string;
  readonly words: Catalogue;
  readonly plural: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

function tongue_of(code: string, words: Catalogue): Tongue {
  return { code, words, plural: new Intl.PluralRules(code), numbers: new Intl.NumberFormat(code) };
}

/* One page speaks one language; the shell lays the view out anew when it changes. */
let tongue = tongue_of('en', {});

export function set_words(code: string, words: Catalogue): void {
  tongue = tongue_of(code, words);
}

/** BCP 47, for Intl and the attribute "lang". */
export function language(): string {
  return tongue.code;
}

/** The language that is asked for by name, else the first of a reader's that the page speaks, else English. */
export function choose_language(asked: string | null, preferred: readonly string[]): string {
  const known = (tag: string | null): string | undefined => TONGUES.find(({ code }) => code === tag?.toLowerCase().split('-')[0])?.code;
  return known(asked) ?? preferred.map(known).find((code) => code !== undefined) ?? 'en';
}

export function is_rtl(code: string): boolean {
  return TONGUES.some((one) => one.code === code && one.rtl === true);
}

function template_of(key: string, count: string | number | undefined): string {
  const entry = tongue.words[key];
  if (entry === undefined) return key;
  if (typeof entry === 'string') return entry;
  return entry[tongue.plural.select(Number(count ?? 0))] ?? entry.other ?? key;
}

/** "1,234", as the language writes it. */
export function say_number(n: number): string {
  return tongue.numbers.format(n);
}

export function say_share(share: number): string {
  return new Intl.NumberFormat(tongue.code, { style: 'percent' }).format(share);
}

export function say_km(km: number): string {
  return new Intl.NumberFormat(tongue.code, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 0 }).format(km);
}

/** The pieces of a sentence: words, and what stands for its names. */
export function pieces_of<T>(key: Key, values: Readonly<Record<string, T>>): (string | T)[] {
  const pieces = template_of(key, values.count as number | undefined).split(/\{(\w+)\}/);
  return pieces.map((piece, i) => {
    if (i % 2 === 0) return piece;
    const value = values[piece];
    return value === undefined ? `{${piece}}` : typeof value === 'number' ? say_number(value) : value;
  });
}

export function say(key: Key, values: Values = {}): string {
  return pieces_of(key, values).join('');
}

/** "a, b, c" with the comma of the language. */
export function say_list(words: readonly string[]): string {
  return words.join(`${say('list.comma')} `);
}

/** The word for a code of the ledger, as "state.taken"; the code itself where the catalogue has none. */
export function say_code(kind: string, code: string): string {
  const word = tongue.words[`${kind}.${code}`];
  return typeof word === 'string' ? word : code;
}
