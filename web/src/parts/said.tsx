/* Sentences of the page that hold more than words, and links that keep the language of the page. */
import type { ComponentChildren, JSX } from 'preact';
import { Fragment } from 'preact';
import { in_tongue } from '../lib/navigation.ts';
import { pieces_of, say, type Key } from '../lib/say.ts';
import { Outside } from './outside.tsx';

/** The sentence with what stands for its names in it. */
export function said(key: Key, parts: Readonly<Record<string, ComponentChildren>>): ComponentChildren {
  return pieces_of<ComponentChildren>(key, parts).map((piece, i) => <Fragment key={i}>{piece}</Fragment>);
}

/** Names one after another, each in its own direction: "Deir ez-Zor, Syria". */
export function Names({ names }: { readonly names: readonly (string | null)[] }) {
  return (
    <>
      {names
        .filter((name) => name !== null)
        .map((name, i) => (
          <Fragment key={i}>
            {i > 0 && `${say('list.comma')} `}
            <Outside text={name} />
          </Fragment>
        ))}
    </>
  );
}

/** A link within the page. */
export function Link({ href, ...rest }: JSX.HTMLAttributes<HTMLAnchorElement> & { readonly href: string }) {
  return <a {...rest} href={in_tongue(href)} />;
}
