/* What codes mean in words, for selects and cards. */
import { language, say, say_code, say_list } from './say.ts';

/** PLOVER's types (world/ontology/plover.rules) and depeche's own STATE. */
export const EVENT_TYPES: readonly string[] = [
  'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST',
  'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT', 'STATE',
];
export const CONTROL_STATES: readonly string[] = ['held', 'taken', 'lost', 'contested', 'besieged', 'withdrawn', 'entered', 'transferred'];
export const CASUALTY_ROLES: readonly string[] = ['killed', 'injured', 'captured', 'missing', 'displaced', 'arrested'];
export const LANGUAGES: readonly string[] = ['ar', 'de', 'en', 'es', 'fr', 'ru', 'uk'];

function name_of(type: 'language' | 'region', code: string): string {
  try {
    return new Intl.DisplayNames([language()], { type }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function language_name(code: string): string {
  return name_of('language', code);
}

export function country_name(code: string): string {
  return name_of('region', code);
}

const TENSES = ['ongoing', 'future', 'hypothetical', 'ordered', 'historical'];
const CERTAINTIES = ['probable', 'possible', 'unknown'];

/** How it is said, where that is not the plain case: denied, not certain, not past. */
export function manner_words(claim: { polarity: string; certainty: string; tense: string }): string[] {
  const words: string[] = [];
  if (claim.polarity === 'negated') words.push(say('manner.denied'));
  if (CERTAINTIES.includes(claim.certainty)) words.push(say_code('manner', claim.certainty));
  if (TENSES.includes(claim.tense)) words.push(say_code('manner', claim.tense));
  return words;
}

/** What two claims are at odds over. */
export function field_words(field: string | null): string {
  return field === null ? say('field.none') : say_code('field', field);
}

/** Why two sides cannot both be so: what the field at odds means, or that a coder holds one against the other. */
export function why_words(conflict: { readonly field: string | null; readonly basis: string | null }): string {
  if (conflict.basis === 'coder') return say('why.coder');
  return conflict.field === null ? '' : say_code('why', conflict.field);
}

export function relation_words(kind: string): string {
  return say_code('relation', kind);
}

/** The types and states that an event's claims have, as the server lists them ("ASSAULT lost taken"). */
export function types_words(types: string): string {
  return say_list(types.split(' ').map((one) => (EVENT_TYPES.includes(one) ? say_code('type', one) : say_code('state', one))));
}

/** Who is said to hold a place and how: "taken by A from B", "not held by A". */
export function control_words(said: { readonly state: string; readonly polarity: string; readonly holder: string | null; readonly from: string | null }): string {
  const state = say_code('state', said.state);
  const by = said.holder === null ? state : say('state.by', { state, holder: said.holder });
  const whole = said.from === null ? by : say('state.from', { said: by, from: said.from });
  return said.polarity === 'negated' ? say('state.not', { said: whole }) : whole;
}
