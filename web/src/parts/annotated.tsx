/* A text with its marks. It is laid out in blocks; of a long text only those near the window are in the page, so that ten megabytes
   scroll as easily as one paragraph. */
import { memo } from 'preact/compat';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Layer, Mark } from '../lib/marks.ts';
import { block_at, cut_blocks, part_ranges, spans_by_block, type Segment, type Span } from '../lib/ranges.ts';
import { say } from '../lib/say.ts';
import { use_near } from './near.ts';
import { Words } from './outside.tsx';

const BLOCK_UNITS = 2000;
const BLOCK_COMES = 1200; /* pixels from the window */
const BLOCK_LEAVES = 3000;
const LINE_UNITS = 72;

/** The innermost claim of a segment: the one that was opened last. */
function claim_of(segment: Segment<Mark>): string | null {
  for (let i = segment.spans.length - 1; i >= 0; i--) {
    const mark = segment.spans[i];
    if (mark?.layer === 'claim' && mark.part === 'whole') return mark.claim;
  }
  return null;
}

function classes_of(segment: Segment<Mark>, selected: string | null): string {
  const classes = new Set<string>();
  let claims = 0;
  for (const mark of segment.spans) {
    const own = mark.layer === 'claim' && mark.claim === selected;
    if (mark.part === 'whole') {
      classes.add(`m-${mark.layer}`);
      if (mark.start === segment.start) classes.add(`b-${mark.layer}`);
      if (mark.layer === 'claim') claims++;
    } else if (own || mark.part === 'trigger') classes.add(`m-${mark.part}`);
    if (own) classes.add('m-selected');
  }
  if (claims > 1) classes.add('m-claims');
  return [...classes].join(' ');
}

function title_of(segment: Segment<Mark>): string {
  return segment.spans
    .filter((mark) => mark.layer !== 'claim')
    .map((mark) => mark.words)
    .join('\n');
}

interface SegmentProps {
  readonly text: string;
  readonly segment: Segment<Mark>;
  readonly selected: string | null;
  readonly names: ReadonlyMap<string, string>;
}

/* The short id, or as much of the id as most short ids have. */
const SHORT_LETTERS = 4;

function name_of(mark: Mark, names: ReadonlyMap<string, string>): string {
  const id = mark.claim ?? '';
  return names.get(id) ?? id.slice(0, SHORT_LETTERS);
}

function Tags({ segment, selected, names }: Omit<SegmentProps, 'text'>) {
  const begun = segment.spans.filter((mark) => mark.layer === 'claim' && mark.part === 'whole' && mark.start === segment.start);
  return (
    <>
      {begun.map((mark) => (
        <button
          key={mark.claim}
          type="button"
          class="tag"
          id={`tag-${mark.claim}`}
          data-claim={mark.claim}
          aria-pressed={mark.claim === selected}
          aria-label={`${say('claim.title', { id: name_of(mark, names) })}: ${mark.words}`}
        >
          {name_of(mark, names)}
        </button>
      ))}
    </>
  );
}

function Stretch({ text, segment, selected, names }: SegmentProps) {
  const words = text.slice(segment.start, segment.end);
  if (segment.spans.length === 0) return <Words text={words} />;
  const title = title_of(segment);
  return (
    <>
      <Tags segment={segment} selected={selected} names={names} />
      <span class={classes_of(segment, selected)} data-claim={claim_of(segment) ?? undefined} {...(title === '' ? {} : { title })}>
        <Words text={words} />
      </span>
    </>
  );
}

interface BlockProps {
  readonly text: string;
  readonly block: Span;
  readonly number: number;
  /** Where the text begins in the whole of which it is a part. */
  readonly from: number;
  readonly marks: readonly Mark[];
  readonly near: boolean;
  /** Pixels, of a block that was laid out before. */
  readonly height: number | undefined;
  readonly selected: string | null;
  readonly names: ReadonlyMap<string, string>;
}

/** The height of lines that are not there. */
export function room_for(characters: number, height: number | undefined): string {
  return height === undefined ? `${Math.ceil(characters / LINE_UNITS) * 1.65}em` : `${height}px`;
}

/* `selected` is null for blocks that do not hold the selected claim, so that choosing one lays out one block anew. */
const Block = memo(function Block({ text, block, number, from, marks, near, height, selected, names }: BlockProps) {
  const segments = useMemo(() => (near ? part_ranges(marks, block.start, block.end) : []), [near, marks, block]);
  return (
    <div class="block" data-block={number} data-from={from + block.start} data-to={from + block.end} style={{ minBlockSize: near ? '' : room_for(block.end - block.start, height) }}>
      {segments.map((segment) => (
        <Stretch key={segment.start} text={text} segment={segment} selected={selected} names={names} />
      ))}
    </div>
  );
});

interface AnnotatedProps {
  readonly text: string;
  readonly lang: string | null;
  /** Where it begins in the whole text, of which it may be a part. */
  readonly from: number;
  /** It is so short that all of it is laid out. */
  readonly whole: boolean;
  readonly marks: readonly Mark[];
  readonly shown: ReadonlySet<Layer>;
  readonly selected: string | null;
  /** Short ids by claim. */
  readonly names: ReadonlyMap<string, string>;
  readonly on_select: (claim: string) => void;
}

const NO_MARKS: readonly Mark[] = [];

/* Its scroll margin keeps it clear of the card, which lies over the lower half of a narrow window. */
function scroll_to_claim(claim: string): void {
  document.getElementById(`tag-${claim}`)?.scrollIntoView({ block: 'nearest' });
}

export function Annotated({ text, lang, from, whole, marks, shown, selected, names, on_select }: AnnotatedProps) {
  const container = useRef<HTMLDivElement>(null);
  const blocks = useMemo(() => cut_blocks(text, BLOCK_UNITS), [text]);
  const by_block = useMemo(() => spans_by_block(blocks, marks.filter((mark) => shown.has(mark.layer))), [blocks, marks, shown]);
  const { is_near, height_of, bring } = use_near(container, 'data-block', blocks.length, BLOCK_COMES, BLOCK_LEAVES);
  const [first_block, last_block] = useMemo(() => {
    const clause = marks.find((mark) => mark.claim === selected && mark.part === 'whole');
    return clause === undefined ? [-1, -1] : [block_at(blocks, clause.start), block_at(blocks, Math.max(clause.end - 1, clause.start))];
  }, [selected, marks, blocks]);

  useLayoutEffect(() => {
    if (selected === null || first_block < 0) return;
    bring(first_block);
    const frame = requestAnimationFrame(() => scroll_to_claim(selected));
    return () => cancelAnimationFrame(frame);
  }, [selected, first_block]);

  const choose = (event: MouseEvent) => {
    const claim = event.target instanceof Element ? event.target.closest('[data-claim]')?.getAttribute('data-claim') : null;
    if (claim && window.getSelection()?.isCollapsed !== false) on_select(claim);
  };
  return (
    <div ref={container} class="text" {...(lang === null ? {} : { lang })} onClick={choose}>
      {blocks.map((block, number) => (
        <Block
          key={block.start}
          text={text}
          block={block}
          number={number}
          from={from}
          marks={by_block[number] ?? NO_MARKS}
          near={whole || is_near(number)}
          height={height_of(number)}
          selected={number >= first_block && number <= last_block ? selected : null}
          names={names}
        />
      ))}
    </div>
  );
}
