/* The marks of a dispatch's text: what the server's spans become on the page, layer by layer. Pure functions. */
import { day_words } from './precision.ts';
import { CodePoints, type Span } from './ranges.ts';
import type { DispatchDetail, Kin, TextSpan } from './types.ts';
import { say, say_code, say_km } from './say.ts';
import { country_name } from './words.ts';

/** What a reader can show and hide. Each has a sign of its own, so that none is told by colour alone. */
export const LAYERS = [
  { name: 'claim', sign: '▁', shown: true },
  { name: 'place', sign: '◆', shown: true },
  { name: 'time', sign: '◷', shown: true },
  { name: 'actor', sign: '●', shown: true },
  { name: 'quantity', sign: '#', shown: false },
  { name: 'distance', sign: '≈', shown: true },
  { name: 'check', sign: '⚑', shown: true },
  { name: 'shared', sign: '∥', shown: false },
] as const;

export type Layer = (typeof LAYERS)[number]['name'];

/** A stretch of the text in UTF-16 units. `part` is what it is of a claim; "whole" for the claim itself and for all that is no claim. */
export interface Mark extends Span {
  readonly layer: Layer;
  readonly part: 'whole' | 'trigger' | 'claimant' | 'cue';
  readonly claim: string | null;
  readonly words: string;
}

const PARTS: Readonly<Record<string, Mark['part']>> = { trigger: 'trigger', claimant: 'claimant', cue: 'cue' };

function layer_of(span: TextSpan): Layer | null {
  switch (span.kind) {
    case 'claim':
    case 'trigger':
    case 'claimant':
    case 'cue':
      return 'claim';
    case 'sentence':
    case 'person':
      return null;
    default:
      return span.kind;
  }
}

/** "on the border with Jordan: does not hold, 231 km from it" */
export function check_words(span: TextSpan): string {
  const country = span.value === null ? say('check.another') : country_name(span.value);
  const what = say(span.label === 'in' ? 'check.in' : 'check.border', { country });
  const check = say(span.holds === true ? 'check.holds' : 'check.fails', { what });
  return span.distance_km === undefined ? check : say('check.distance', { check, distance: say_km(span.distance_km) });
}

function time_words(label: string | null): string {
  const [first, last] = label?.split('/') ?? [];
  return first === undefined ? '' : day_words(first, last ?? first);
}

function mark_words(span: TextSpan): string {
  const words = [span.label, span.value].filter((part) => part !== null && part !== '').join(', ');
  switch (span.kind) {
    case 'check':
      return check_words(span);
    case 'distance':
      return say(span.value === 'so_called' ? 'mark.soCalled' : 'mark.scare');
    case 'time':
      return say('mark.time', { words: time_words(span.label) || (span.value ?? '') });
    case 'quantity':
      return say('mark.quantity', { words: [span.label, span.value].filter((part) => part !== null).join(' ') });
    case 'claim':
    case 'place':
    case 'actor':
      return say(`mark.${span.kind}`, { words });
    default:
      return `${say_code('span', span.kind)}: ${words}`;
  }
}

/** All marks of a dispatch, or of the part of it that came, in the order of the text. `kin` comes with the first part. */
export function marks_of(dispatch: DispatchDetail, kin: readonly Kin[] = dispatch.kin ?? []): Mark[] {
  const points = new CodePoints(dispatch.text);
  const unit = (offset: number): number => points.unit(Math.max(0, offset - dispatch.start));
  const marks: Mark[] = [];
  for (const span of dispatch.spans) {
    const layer = layer_of(span);
    if (layer === null) continue;
    const part = PARTS[span.kind] ?? 'whole';
    const claim = layer === 'claim' ? span.id : null;
    marks.push({
      start: unit(span.start),
      end: unit(span.end),
      layer,
      part,
      claim,
      get words() {
        return mark_words(span); // of the thousands in a long text few are looked at
      },
    });
  }
  for (const one of kin)
    for (const passage of one.passages) {
      const words = say('mark.shared', { source: one.dispatch.source ?? one.dispatch.short_id });
      marks.push({ start: unit(passage.start), end: unit(passage.end), layer: 'shared', part: 'whole', claim: null, words });
    }
  return marks.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Which layers an address shows: those that it lists, or the usual ones. */
export function layers_shown(listed: string | null): ReadonlySet<Layer> {
  const names = listed?.split(' ');
  return new Set(LAYERS.filter((layer) => (names === undefined ? layer.shown : names.includes(layer.name))).map((layer) => layer.name));
}

/** The value for the address after `layer` was switched: null where the usual ones are shown. */
export function switch_layer(shown: ReadonlySet<Layer>, layer: Layer): string | null {
  const next = LAYERS.filter(({ name }) => shown.has(name) !== (name === layer));
  const usual = LAYERS.every(({ name, shown: usually }) => next.some((one) => one.name === name) === usually);
  if (usual) return null;
  return next.length === 0 ? 'none' : next.map(({ name }) => name).join(' ');
}
