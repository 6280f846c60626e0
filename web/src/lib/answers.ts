/* What the server answers to the views Map, Place, Voices and Review, as docs/api.md has it. */
import type { Basis, Certainty, Polarity } from './types.ts';

/* ---- /map.json ------------------------------------------------------------------------------------------------------------ */

/** A row of `marks`; numbers are indexes of the answer's places, actors and claimants. */
export type MarkRow = readonly [
  claim: string,
  place: number,
  holder: number | null,
  claimant: number,
  state: string | null,
  type: string,
  /** ACLED's, 1 to 3; 0: unknown. */
  geo_precision: number,
  first_day: string | null,
  last_day: string | null,
  polarity: Polarity,
];

/** A claim with a point. */
export interface Mark {
  readonly claim: string;
  readonly claimant: string;
  readonly type: string;
  /** Of control; null: the claim is of something else. */
  readonly state: string | null;
  readonly holder: string | null;
  readonly holder_code: string | null;
  readonly polarity: Polarity;
  readonly first_day: string | null;
  readonly last_day: string | null;
  /** Content id, and name. */
  readonly place: string;
  readonly name: string;
  readonly country: string | null;
  readonly lat: number;
  readonly lon: number;
  readonly geo_precision: number;
}

export interface MapAnswer {
  readonly places: readonly (readonly [id: string, name: string, lat: number, lon: number, country: string | null])[];
  readonly actors: readonly (readonly [code: string | null, label: string])[];
  readonly claimants: readonly string[];
  readonly marks: readonly MarkRow[];
  /** Claims that fit and have no point, no day; null: the count took too long. */
  readonly unplaced: number | null;
  readonly undated: number | null;
  readonly truncated: boolean;
}

export interface MapDays {
  readonly days: readonly (readonly [day: string, claims: number])[];
}

/** A holder of places, and how many claims name him. */
export interface MapHolder {
  readonly code: string | null;
  readonly label: string;
  readonly claims: number;
}

export interface Town {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly country: string | null;
  readonly feature: string | null;
  readonly population: number;
}

/* ---- /places/L….json ------------------------------------------------------------------------------------------------------ */

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly admin1: string | null;
  readonly country: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly feature: string | null;
  readonly mentions: number;
  readonly claims: number;
}

export interface Stretch {
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly time_basis: Basis;
  readonly state: string;
  readonly holder: string | null;
  readonly holder_code: string | null;
  readonly from: string | null;
  readonly polarity: Polarity;
  readonly certainty: Certainty;
  readonly tense: string;
  readonly claim: string;
  readonly short_id: string;
  /** How many claims say just this; the earliest of them is `claim`. */
  readonly claims: number;
  readonly words: string | null;
  readonly source: string | null;
  readonly dispatch_date: string | null;
  /** Ids of claims. */
  readonly contradicted_by: readonly string[];
}

export interface Lane {
  readonly claimant: string;
  readonly basis: string;
  readonly voices: number;
  readonly dispatches: number;
  readonly stretches: readonly Stretch[];
}

export interface PlaceAnswer {
  readonly place: Place;
  readonly lanes: readonly Lane[];
  readonly others: readonly Place[];
  /** Stretches outside the days asked for. */
  readonly hidden: number;
  /** Lanes behind these, and the claims in them. */
  readonly more_lanes: number;
  readonly more_claims: number;
}

/* ---- /voices ---------------------------------------------------------------------------------------------------------------- */

export interface Voice {
  readonly claimant: string;
  readonly basis: string;
  readonly claims: number;
  readonly dispatches: number;
  readonly voices: number;
  readonly first_day: string | null;
  readonly last_day: string | null;
}

/** What is at odds between two claimants, given by their indexes, a < b: pairs of propositions. */
export interface MatrixCell {
  readonly a: number;
  readonly b: number;
  readonly contradicts: number;
  readonly denies: number;
  readonly fields: Readonly<Record<string, number>>;
}

export interface MatrixAnswer {
  /** Those most at odds first. */
  readonly claimants: readonly string[];
  readonly cells: readonly MatrixCell[];
  readonly truncated: boolean;
}

/* ---- /review ---------------------------------------------------------------------------------------------------------------- */

export type SpanMark = 'clause' | 'actor' | 'recipient' | 'place' | 'time' | 'count' | 'claimant' | 'trigger';

/** Code points of the card's text, half open. */
export interface CardSpan {
  readonly start: number;
  readonly end: number;
  readonly mark: SpanMark;
}

export type ReviewField = 'days' | 'place' | 'type' | 'actor';
export type Verdict = 'accept' | 'reject' | 'skip';

export interface Card {
  readonly id: string;
  readonly short_id: string;
  readonly says: string | null;
  readonly claimant: string | null;
  readonly trigger: string | null;
  readonly text: string;
  readonly spans: readonly CardSpan[];
  readonly dispatch: string;
  readonly source: string | null;
  readonly date: string | null;
  readonly title: string | null;
  readonly lang: string | null;
  readonly values: Readonly<Record<ReviewField, string | null>>;
  /** The same for people. */
  readonly shown: Readonly<Record<ReviewField, string | null>>;
  readonly edited: Readonly<Record<ReviewField, boolean>>;
  readonly manner: string | null;
  readonly recipients: string | null;
  readonly against: readonly string[];
  readonly own: string | null;
  readonly others: readonly string[];
  readonly verdict: Verdict | null;
}

export interface ReviewAnswer {
  readonly coder: string | null;
  /** May this browser decide? */
  readonly writable: boolean;
  readonly total: number;
  readonly decided: number;
  readonly at: number;
  readonly previous: string | null;
  readonly next: string | null;
  /** The next claim without a verdict, behind the shown one and then from the beginning; null where none is left. */
  readonly next_open: string | null;
  /** null: all are decided. */
  readonly card: Card | null;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface Decision {
  readonly kind: Verdict | 'edit' | 'same' | 'contradicts' | 'copy' | 'apart' | 'comment' | 'add';
  readonly claim: string;
  readonly field?: ReviewField;
  readonly old_value?: string | null;
  readonly value?: string;
  readonly other?: string;
  readonly comment?: string;
  readonly words?: string;
}

export interface Undone {
  readonly kind: string | null;
  readonly claim: string | null;
}
