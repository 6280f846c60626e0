/* What codes mean in words, for selects and cards. */

/** PLOVER's types (world/ontology/plover.rules) and depeche's own STATE. */
export const EVENT_TYPES: readonly string[] = [
  'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST',
  'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT', 'STATE',
];
export const CONTROL_STATES: readonly string[] = ['held', 'taken', 'lost', 'contested', 'besieged', 'withdrawn', 'entered', 'transferred'];
export const CASUALTY_ROLES: readonly string[] = ['killed', 'injured', 'captured', 'missing', 'displaced', 'arrested'];
export const LANGUAGES: readonly string[] = ['ar', 'de', 'en', 'es', 'fr', 'ru', 'uk'];

export function language_name(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function country_name(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const TENSE_WORDS: Readonly<Record<string, string>> = {
  ongoing: 'under way',
  future: 'to come',
  hypothetical: 'if it were so',
  ordered: 'an order',
  historical: 'long past',
};

/** How it is said, where that is not the plain case: denied, not certain, not past. */
export function manner_words(claim: { polarity: string; certainty: string; tense: string }): string[] {
  const words: string[] = [];
  if (claim.polarity === 'negated') words.push('denied');
  if (claim.certainty !== 'certain') words.push(claim.certainty === 'unknown' ? 'certainty unknown' : claim.certainty);
  const tense = TENSE_WORDS[claim.tense];
  if (tense !== undefined) words.push(tense);
  return words;
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  holder: 'who holds it',
  status: 'whether it is held',
  polarity: 'whether it happened',
  count: 'how many',
  date: 'when',
  place: 'where',
};

/** What two claims are at odds over. */
export function field_words(field: string | null): string {
  return field === null ? 'what is said' : (FIELD_WORDS[field] ?? field);
}

const WHY_WORDS: Readonly<Record<string, string>> = {
  holder: 'Two who are not on one side cannot both hold it on the days that both speak of.',
  status: 'On the days that both speak of it was taken or lost for one, and still held or fought for to the other.',
  polarity: 'One says that it was so, the other that it was not.',
  count: 'The two numbers leave no room for each other.',
  date: 'It happened once, and the days on which it is told to have happened do not meet.',
  place: 'The same number of the same people on the same day, and the places lie apart.',
};

/** Why two sides cannot both be so: what the field at odds means, or that a coder holds one against the other. */
export function why_words(conflict: { readonly field: string | null; readonly basis: string | null }): string {
  if (conflict.basis === 'coder') return 'A coder holds one against the other.';
  return WHY_WORDS[conflict.field ?? ''] ?? '';
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  contradicts: 'contradict each other',
  denies: 'one denies the other',
  corrects: 'one corrects the other',
};

export function relation_words(kind: string): string {
  return KIND_WORDS[kind] ?? kind;
}

/** "1 voice", "2 voices", "1,234 claims". */
export function count_words(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
