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
