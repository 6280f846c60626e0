/* A paragraph cut where its spans begin and end. Offsets of the server are code points; where spans overlap, the narrower meaning
   shows: a trigger inside a claimant's words is a trigger. */
import type { Card, SpanMark } from '../../lib/answers.ts';

const RANK: readonly SpanMark[] = ['clause', 'actor', 'recipient', 'place', 'time', 'count', 'claimant', 'trigger'];

export interface Segment {
  readonly text: string;
  /** null: outside the clause. */
  readonly mark: SpanMark | null;
}

export function segments_of(card: Pick<Card, 'text' | 'spans'>): Segment[] {
  const points = [...card.text];
  const marks = new Array<number>(points.length).fill(-1);
  for (const { start, end, mark } of card.spans) {
    const rank = RANK.indexOf(mark);
    for (let i = Math.max(0, start); i < Math.min(end, points.length); i++) marks[i] = Math.max(marks[i] as number, rank);
  }
  const segments: Segment[] = [];
  let from = 0;
  for (let i = 1; i <= points.length; i++) {
    if (i < points.length && marks[i] === marks[from]) continue;
    segments.push({ text: points.slice(from, i).join(''), mark: RANK[marks[from] as number] ?? null });
    from = i;
  }
  return points.length === 0 ? [] : segments;
}
