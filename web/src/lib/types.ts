/* What the server answers, as docs/api.md has it. Offsets are code points, half open; days are ISO dates, inclusive; what is not
   known is null. This file is the only place that names the fields. */

export interface List<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly truncated: boolean;
}

/** RFC 9457, with what to do about it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly remedy?: string;
}

export type Basis = 'given' | 'explicit' | 'relative' | 'inferred' | 'dispatch' | 'unknown';
export type Polarity = 'affirmed' | 'negated';
export type Certainty = 'certain' | 'probable' | 'possible' | 'unknown';

/** A row of /claims. */
export interface Claim {
  readonly short_id: string;
  readonly id: string;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly time_basis: Basis;
  readonly claimant: string;
  readonly claimant_basis: string;
  readonly says: string;
  readonly type: string | null;
  readonly type_label: string | null;
  readonly mode: string | null;
  readonly contexts: string | null;
  readonly cameo: string | null;
  readonly cameo_label: string | null;
  readonly acled: string | null;
  readonly actor: string | null;
  readonly actor_code: string | null;
  readonly recipient: string | null;
  readonly recipient_code: string | null;
  readonly control: string | null;
  readonly holder: string | null;
  readonly holder_code: string | null;
  readonly from_holder: string | null;
  readonly from_code: string | null;
  readonly killed_low: number | null;
  readonly killed_best: number | null;
  readonly killed_high: number | null;
  readonly casualties: string | null;
  readonly place: string | null;
  readonly place_code: number | null;
  readonly country: string | null;
  readonly admin1: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly geo_precision: number | null;
  readonly where_prec: number | null;
  readonly polarity: Polarity;
  readonly certainty: Certainty;
  readonly tense: string;
  readonly quoted: boolean;
  readonly quote: string;
  readonly trigger: string;
  readonly start: number;
  readonly end: number;
  readonly rule: string | null;
  readonly dispatch: string;
  readonly voice: string;
  readonly given_id: string | null;
  readonly claim_no: number;
  readonly source: string | null;
  readonly dispatch_date: string | null;
  readonly date_basis: Basis;
  readonly lang: string;
  readonly title: string | null;
  readonly url: string | null;
}

/** /claims/{C}: the claim, the words around it, what made each value, what it stands against. */
export interface ClaimDetail {
  readonly claim: Claim | null;
  readonly sentence: { readonly start: number; readonly text: string };
  readonly span: readonly [number, number] | null;
  readonly trigger_span: readonly [number, number] | null;
  readonly number: number;
  readonly path: string | null;
  readonly same: { readonly claims: number; readonly dispatches: number; readonly voices: number };
  readonly pack: string | null;
  readonly version: string | null;
  readonly why: readonly WhyValue[];
  readonly relations: readonly Relation[];
  /** Which mark keeps it out of exports. */
  readonly withheld: { readonly by: string; readonly id: string; readonly reason: string | null } | null;
}

export interface WhyValue {
  readonly name: string;
  readonly value: string;
  readonly basis: string | null;
  readonly words: string | null;
  readonly span: readonly [number, number] | null;
  readonly rule: string | null;
  readonly note: string | null;
}

export interface Relation {
  readonly kind: string;
  readonly field: string | null;
  readonly reason: string | null;
  readonly claim: string;
  readonly short_id: string;
  readonly claimant: string | null;
  readonly quote: string | null;
}

/** A row of /events; counts are the lowest, best and highest that anybody gives, never a mean. */
export interface Event {
  readonly short_id: string;
  readonly event: string;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly place: string | null;
  readonly place_code: number | null;
  readonly country: string | null;
  readonly types: string | null;
  readonly casualties: string | null;
  readonly killed_low: number | null;
  readonly killed_best: number | null;
  readonly killed_high: number | null;
  readonly injured_low: number | null;
  readonly injured_best: number | null;
  readonly injured_high: number | null;
  readonly voices: number;
  readonly dispatches: number;
  readonly claims: number;
  readonly claimants: string | null;
  readonly claim_ids: string;
}

export interface EventDetail {
  readonly event: Event;
  readonly claims: readonly Claim[];
}

/** A row of /conflicts: two sides, each said by one or more. */
export interface Conflict {
  readonly kind: string;
  readonly field: string | null;
  readonly place: string | null;
  readonly first_day: string | null;
  readonly last_day: string | null;
  /** read; coder: only coders say so. */
  readonly basis: string | null;
  /** Why the two cannot both be so. */
  readonly why: string | null;
  readonly reason: string;
  readonly a: Side;
  readonly b: Side;
}

export interface Side {
  readonly says: string;
  readonly claims: number;
  readonly dispatches: number;
  readonly voices: number;
  readonly said_by: readonly SaidBy[];
}

export interface SaidBy {
  readonly claimant: string;
  readonly claim: string;
  readonly short_id: string;
  readonly quote: string | null;
  readonly source: string | null;
  readonly dispatch: string | null;
  readonly dispatch_date: string | null;
}

/** A row of /dispatches. */
export interface Dispatch {
  readonly short_id: string;
  readonly id: string;
  readonly given_id: string | null;
  readonly date: string | null;
  readonly date_basis: Basis;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly lang: string;
  readonly source: string | null;
  readonly title: string | null;
  readonly claims: number;
  readonly copy_of: string | null;
  readonly copy_of_id: string | null;
  readonly copy_share: number | null;
  readonly voice: string;
  readonly url: string | null;
  readonly characters: number;
}

export type SpanKind =
  | 'claim'
  | 'trigger'
  | 'claimant'
  | 'cue'
  | 'place'
  | 'actor'
  | 'person'
  | 'time'
  | 'quantity'
  | 'distance'
  | 'check'
  | 'sentence';

/** A stretch of a dispatch's text; what id, label and value say depends on the kind (docs/api.md). */
export interface TextSpan {
  readonly kind: SpanKind;
  readonly start: number;
  readonly end: number;
  readonly id: string | null;
  readonly label: string | null;
  readonly value: string | null;
  readonly of?: number;
  readonly holds?: boolean;
  readonly distance_km?: number;
}

export interface DispatchHead {
  readonly id: string;
  readonly short_id: string;
  readonly given_id: string | null;
  readonly date: string | null;
  readonly source: string | null;
  readonly title: string | null;
}

export interface Passage {
  readonly start: number;
  readonly end: number;
  readonly other_start: number;
  readonly other_end: number;
  readonly words: number;
  readonly quote: string | null;
}

export interface Kin {
  readonly relation: string;
  readonly dispatch: DispatchHead;
  readonly share: number;
  readonly passages: readonly Passage[];
}

/** /dispatches/{D}. Names of private persons are masked in the text with as many █ as they have characters. */
export interface DispatchDetail extends DispatchHead {
  readonly date_basis: Basis | null;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly lang: string | null;
  readonly lang_basis: string | null;
  readonly url: string | null;
  readonly hash: string | null;
  readonly pack: string | null;
  readonly version: string | null;
  /** How much of the text the ledger keeps: full, spans, none. */
  readonly store: string;
  /** Of the whole text. */
  readonly characters: number;
  /** What `text` has of it, in code points; spans touch it, claims begin in it. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly spans: readonly TextSpan[];
  readonly truncated: boolean;
  readonly claims: readonly Claim[];
  readonly voice?: DispatchHead;
  readonly voice_dispatches?: number;
  readonly kin?: readonly Kin[];
  readonly kin_hidden?: number;
}

/** A row of a table whose columns are the server's to choose. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

export interface AboutAnswer {
  readonly version: string;
  readonly ledger: readonly { readonly what: string; readonly value: string }[];
  readonly runs: readonly Row[];
  readonly readings: readonly Row[];
  readonly rejects: readonly Row[];
  readonly licences: readonly { readonly name: string; readonly what: string; readonly licence: string }[];
  readonly limits: Readonly<Record<string, number>>;
  readonly coder: string | null;
  readonly writable: boolean;
}
