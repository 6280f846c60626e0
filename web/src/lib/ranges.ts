/* Marks over a text: spans may overlap, elements may not, so the text is cut wherever a span begins or ends. Pure functions. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Segment<S extends Span> extends Span {
  /** The spans that cover this stretch, in the order in which they begin; empty for plain text. */
  readonly spans: readonly S[];
}

interface Edge<S> {
  readonly at: number;
  readonly opens: boolean;
  readonly span: S;
}

function edges_of<S extends Span>(spans: readonly S[], from: number, to: number): Edge<S>[] {
  const edges: Edge<S>[] = [];
  for (const span of spans) {
    const start = Math.max(span.start, from);
    const end = Math.min(span.end, to);
    if (start >= end) continue;
    edges.push({ at: start, opens: true, span }, { at: end, opens: false, span });
  }
  return edges.sort((a, b) => a.at - b.at || Number(a.opens) - Number(b.opens));
}

/** Parts the stretch from `from` to `to` into segments that follow each other without a gap. Spans outside it are passed over. */
export function part_ranges<S extends Span>(spans: readonly S[], from: number, to: number): Segment<S>[] {
  const segments: Segment<S>[] = [];
  const open = new Set<S>();
  let at = from;
  for (const edge of edges_of(spans, from, to)) {
    if (edge.at > at) {
      segments.push({ start: at, end: edge.at, spans: [...open] });
      at = edge.at;
    }
    if (edge.opens) open.add(edge.span);
    else open.delete(edge.span);
  }
  if (at < to) segments.push({ start: at, end: to, spans: [] });
  return segments;
}

/** Offsets of the server count code points, those of JavaScript UTF-16 units. A checkpoint every STEP points makes long texts quick. */
export class CodePoints {
  private static readonly STEP = 1024;
  private readonly checkpoints: number[] | null;

  constructor(private readonly text: string) {
    this.checkpoints = /[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text) ? this.walk() : null;
  }

  private walk(): number[] {
    const points = [0];
    let unit = 0;
    for (let point = 1; unit < this.text.length; point++) {
      unit += this.width(unit);
      if (point % CodePoints.STEP === 0) points.push(unit);
    }
    return points;
  }

  private width(unit: number): number {
    return (this.text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  }

  /** The UTF-16 offset of code point `offset`; an offset behind the end is the end. */
  unit(offset: number): number {
    if (this.checkpoints === null) return Math.min(offset, this.text.length);
    const step = Math.min(Math.floor(offset / CodePoints.STEP), this.checkpoints.length - 1);
    let unit = this.checkpoints[step] ?? 0;
    for (let left = offset - step * CodePoints.STEP; left > 0 && unit < this.text.length; left--) unit += this.width(unit);
    return unit;
  }
}

/** Cuts a text into blocks of about `size` units: behind an end of line where there is one, else behind a space, else between two
    characters, so that a text of any length can be laid out piece by piece. */
export function cut_blocks(text: string, size: number): Span[] {
  const blocks: Span[] = [];
  let start = 0;
  while (start < text.length) {
    const end = start + size >= text.length ? text.length : block_end(text, start, size);
    blocks.push({ start, end });
    start = end;
  }
  return blocks;
}

function block_end(text: string, start: number, size: number): number {
  const limit = start + size;
  const line = text.lastIndexOf('\n', limit - 1);
  if (line > start + size / 4) return line + 1;
  const space = text.lastIndexOf(' ', limit - 1);
  if (space > start + size / 4) return space + 1;
  const code = text.charCodeAt(limit);
  return code >= 0xdc00 && code <= 0xdfff ? limit + 1 : limit;
}

/** The number of the block that holds `offset`. */
export function block_at(blocks: readonly Span[], offset: number): number {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((blocks[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** For each block the spans that touch it. */
export function spans_by_block<S extends Span>(blocks: readonly Span[], spans: readonly S[]): S[][] {
  const lists: S[][] = blocks.map(() => []);
  for (const span of spans) {
    if (span.start >= span.end) continue;
    const last = block_at(blocks, span.end - 1);
    for (let i = block_at(blocks, span.start); i <= last; i++) lists[i]?.push(span);
  }
  return lists;
}
