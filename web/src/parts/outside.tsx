/* Text from outside (words of dispatches, names of outlets, titles): always text, in its own direction, with hidden characters shown. */
import { part_controls } from '../lib/controls.ts';
import { say } from '../lib/say.ts';

/** The words themselves, for use inside an element that isolates them. */
export function Words({ text }: { readonly text: string }) {
  return (
    <>
      {part_controls(text).map((piece) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          <span class="control" title={say('outside.hidden', { code: piece.code })}>
            {piece.name}
          </span>
        ),
      )}
    </>
  );
}

interface OutsideProps {
  readonly text: string;
  /** BCP 47; for the browser's fonts, hyphens and voices. */
  readonly lang?: string | null | undefined;
}

/** A name or a title within a line of the page. */
export function Outside({ text, lang }: OutsideProps) {
  return (
    <bdi {...(lang ? { lang } : {})}>
      <Words text={text} />
    </bdi>
  );
}

/** Quoted words, as a block. */
export function Quote({ text, lang }: OutsideProps) {
  return (
    <blockquote class="words" dir="auto" {...(lang ? { lang } : {})}>
      <Words text={text} />
    </blockquote>
  );
}
