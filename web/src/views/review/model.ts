/* What a key does to a review: pure, as src/review/model.h is for the terminal. Verdicts go on to the next open claim; corrections
   stay, so that a claim can get several of them. */
import type { Card, Decision, ReviewAnswer, ReviewField } from '../../lib/answers.ts';
import { say } from '../../lib/say.ts';
import { day_of, iso_of } from '../../time/day.ts';
import type { Action } from './keys.ts';

export type ChoiceKind = 'type' | 'place' | 'actor' | 'claim' | 'dispatch';

export type PromptName = 'day' | 'place' | 'type' | 'actor' | 'same' | 'contradicts' | 'copy' | 'apart' | 'comment' | 'add' | 'add-type';

export interface Prompt {
  /** Whence choices come while one types; none: free text. */
  readonly choices: ChoiceKind | null;
  /** Only a choice may be taken, nothing that was typed. */
  readonly closed: boolean;
}

export const PROMPTS: Readonly<Record<PromptName, Prompt>> = {
  day: { choices: null, closed: false },
  place: { choices: 'place', closed: false },
  type: { choices: 'type', closed: true },
  actor: { choices: 'actor', closed: false },
  same: { choices: 'claim', closed: true },
  contradicts: { choices: 'claim', closed: true },
  copy: { choices: 'dispatch', closed: true },
  apart: { choices: 'claim', closed: true },
  comment: { choices: null, closed: false },
  add: { choices: null, closed: false },
  'add-type': { choices: 'type', closed: true },
};

export type Effect =
  | { readonly kind: 'none'; readonly message?: string }
  | { readonly kind: 'show'; readonly claim: string }
  | { readonly kind: 'ask'; readonly prompt: PromptName }
  | { readonly kind: 'decide'; readonly decision: Decision }
  | { readonly kind: 'adopt'; readonly claim: string; readonly from: string }
  | { readonly kind: 'undo' };

/** The two coders between whom is adjudicated, in the order of the keys. */
export type Pair = readonly [first: string, second: string];

const ASKS: Partial<Record<Action, PromptName>> = {
  day: 'day',
  place: 'place',
  type: 'type',
  actor: 'actor',
  same: 'same',
  contradicts: 'contradicts',
  copy: 'copy',
  apart: 'apart',
  comment: 'comment',
  add: 'add',
};

export function act(review: ReviewAnswer, action: Action, pair: Pair | null = null): Effect {
  const { card } = review;
  if (action === 'undo') return { kind: 'undo' };
  if (action === 'back') return go_to(review.previous, say('review.isFirst'));
  if (action === 'on') return go_to(review.next, say('review.isLast'));
  if (card === null) return { kind: 'none' };
  if (action === 'accept' || action === 'reject' || action === 'skip') {
    return { kind: 'decide', decision: { kind: action, claim: card.id } };
  }
  if (action === 'day-back' || action === 'day-on') return shift_days(card, action === 'day-on' ? 1 : -1);
  if (action === 'take-first' || action === 'take-second') {
    if (pair === null) return { kind: 'none', message: say('review.needsPair') };
    return { kind: 'adopt', claim: card.id, from: pair[action === 'take-first' ? 0 : 1] };
  }
  const prompt = ASKS[action];
  return prompt === undefined ? { kind: 'none' } : { kind: 'ask', prompt };
}

function go_to(claim: string | null, message: string): Effect {
  return claim === null ? { kind: 'none', message } : { kind: 'show', claim };
}

/** EDTF of days that are known at one end at least: a day, an interval of two days; "..": that end is open. */
function shift_days(card: Card, by: number): Effect {
  const shifted = shift_edtf(card.values.days, by);
  if (shifted === null) return { kind: 'none', message: say('review.noDay') };
  return { kind: 'decide', decision: edit(card, 'days', shifted) };
}

export function shift_edtf(days: string | null, by: number): string | null {
  const ends = days === null ? [] : days.split('/');
  if (ends.length < 1 || ends.length > 2) return null;
  const moved = ends.map((end) => {
    if (end === '..') return end;
    const day = day_of(end);
    return day === null ? null : iso_of(day + by);
  });
  return moved.includes(null) || moved.every((end) => end === '..') ? null : moved.join('/');
}

function edit(card: Card, field: ReviewField, value: string): Decision {
  return { kind: 'edit', claim: card.id, field, old_value: card.values[field], value };
}

/* ---- prompts ---------------------------------------------------------------------------------------------------------------- */

const EDTF = /^(\d{4}(-\d{2}(-\d{2})?)?|\.\.)(\/(\d{4}(-\d{2}(-\d{2})?)?|\.\.))?$/;

/** Is it a date as the prompt asks for it, as far as its form tells? The server has the last word. */
export function is_date(typed: string): boolean {
  return EDTF.test(typed) && typed !== '..' && typed !== '../..';
}

export type Taken = { readonly decision: Decision } | { readonly prompt: 'add-type'; readonly words: string } | { readonly message: string };

/** What the answer to a prompt means. `words`: what was answered to "add" before its type is asked for. */
export function take(card: Card, prompt: PromptName, value: string, words = ''): Taken {
  const claim = card.id;
  switch (prompt) {
    case 'day':
      return is_date(value) ? { decision: edit(card, 'days', value) } : { message: say('review.noDate', { typed: value }) };
    case 'place':
    case 'type':
    case 'actor':
      return { decision: edit(card, prompt, value) };
    case 'same':
    case 'contradicts':
    case 'copy':
    case 'apart':
      return { decision: { kind: prompt, claim, other: value } };
    case 'comment':
      return { decision: { kind: 'comment', claim, comment: value } };
    case 'add':
      return card.text.includes(value) ? { prompt: 'add-type', words: value } : { message: say('review.notHere') };
    case 'add-type':
      return { decision: { kind: 'add', claim, value, words } };
  }
}

/** Which claim to show after a decision: a verdict goes on, a correction stays. */
export function shown_after(review: ReviewAnswer, decision: Decision): string | null {
  const verdict = decision.kind === 'accept' || decision.kind === 'reject' || decision.kind === 'skip';
  return verdict ? review.next_open : decision.claim;
}
