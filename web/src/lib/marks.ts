/* The marks of a dispatch's text: what the server's spans become on the page, layer by layer. Pure functions. */
import { CodePoints, type Span } from './ranges.ts';
import type { DispatchDetail, Kin, TextSpan } from './types.ts';
import { country_name } from './words.ts';

/** What a reader can show and hide. Each has a sign of its own, so that none is told by colour alone. */
export const LAYERS = [
  { name: 'claim', words: 'claims', sign: '▁', shown: true },
  { name: 'place', words: 'places', sign: '◆', shown: true },
  { name: 'time', words: 'times', sign: '◷', shown: true },
  { name: 'actor', words: 'actors', sign: '●', shown: true },
  { name: 'quantity', words: 'numbers', sign: '#', shown: false },
  { name: 'distance', words: 'scare quotes', sign: '≈', shown: true },
  { name: 'check', words: 'checks', sign: '⚑', shown: true },
  { name: 'shared', words: 'shared passages', sign: '∥', shown: false },
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

/** "on the border with Jordan: 231 km away" */
export function check_words(span: TextSpan): string {
  const country = span.value === null ? 'another country' : country_name(span.value);
  const what = span.label === 'in' ? `in ${country}` : `on the border with ${country}`;
  const distance = span.distance_km === undefined ? '' : `, ${Math.round(span.distance_km).toLocaleString('en')} km from it`;
  return `${what}: ${span.holds === true ? 'holds' : 'does not hold'}${distance}`;
}

function mark_words(span: TextSpan): string {
  switch (span.kind) {
    case 'check':
      return check_words(span);
    case 'distance':
      return span.value === 'so_called' ? 'words at arm’s length: so-called' : 'words at arm’s length: scare quotes';
    case 'time':
      return span.label === null ? `time ${span.value ?? ''}` : `time: ${span.label.replace('/', ' to ')}`;
    case 'quantity':
      return `number: ${[span.label, span.value].filter((part) => part !== null).join(' ')}`;
    default:
      return `${span.kind}: ${[span.label, span.value].filter((part) => part !== null && part !== '').join(', ')}`;
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
    marks.push({ start: unit(span.start), end: unit(span.end), layer, part, claim, words: mark_words(span) });
  }
  for (const one of kin)
    for (const passage of one.passages) {
      const words = `also in ${one.dispatch.source ?? one.dispatch.short_id}`;
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
