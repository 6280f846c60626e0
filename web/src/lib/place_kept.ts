/* A reader's place in the page, kept while what stands in <main> is laid out anew: the view that replaces the server's plain list is
   asked for and drawn after the reader may have begun to scroll, and a list that one comes back to is asked for again.

   A place is what stands at the top of the window (an item, an offset in a text) or the height in pixels; it is looked for whenever
   <main> changes, until it is found or the reader moves by himself. */

import { leave, left } from './left.ts';

export type Place =
  | { readonly kind: 'item'; readonly path: string; readonly top: number; readonly focused: boolean }
  | { readonly kind: 'text'; readonly offset: number; readonly top: number }
  | { readonly kind: 'height'; readonly y: number };

const ITEM = 'article, li, tr';

function item_of(link: Element): Element {
  return link.closest(ITEM) ?? link;
}

/** The link that names the item at the top of the window, or that has the focus. */
function link_seen(main: HTMLElement): HTMLAnchorElement | null {
  const focused = document.activeElement;
  if (focused instanceof HTMLAnchorElement && main.contains(focused)) return focused;
  if (window.scrollY === 0) return null;
  for (const link of main.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')) if (link.getBoundingClientRect().bottom > 0) return link;
  return null;
}

/** How many characters of the text stand above the window. */
function offset_seen(text: HTMLElement): number | null {
  const { left, top, bottom } = text.getBoundingClientRect();
  if (top >= 0 || bottom <= 0) return null;
  const caret = document.caretRangeFromPoint(left + 1, 1);
  if (caret === null || !text.contains(caret.startContainer)) return null;
  const above = document.createRange();
  above.setStart(text, 0);
  above.setEnd(caret.startContainer, caret.startOffset);
  return above.toString().length;
}

/** Notes in the history how far down this state of it is read. */
export function leave_height(): void {
  leave({ y: window.scrollY });
}

/** How far down the state that was come back to was read; null: at its beginning. */
export function height_left(): Place | null {
  const { y } = left();
  return y > 0 ? { kind: 'height', y } : null;
}

/** Where the reader of the server's plain list is; null: at its beginning. */
export function place_in_plain_list(main: HTMLElement): Place | null {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (visit !== undefined && visit.type !== 'navigate') return height_left(); // loaded again
  const text = main.querySelector('pre');
  const offset = text === null ? null : offset_seen(text);
  if (offset !== null) return { kind: 'text', offset, top: 1 };
  const link = link_seen(main);
  return link === null ? null : { kind: 'item', path: link.pathname, top: item_of(link).getBoundingClientRect().top, focused: link === document.activeElement };
}

function scroll_to(element: Element, top: number, down = 0): void {
  const box = element.getBoundingClientRect();
  window.scrollBy({ top: box.top + box.height * down - top, behavior: 'instant' });
}

function show_item(main: HTMLElement, { path, top, focused }: Extract<Place, { kind: 'item' }>): boolean {
  const link = [...main.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')].find(({ pathname }) => pathname === path);
  if (link === undefined) return false;
  if (focused) link.focus({ preventScroll: true });
  scroll_to(item_of(link), top);
  return true;
}

/* Parts of a text, and the blocks in them, name their offsets; the innermost that is there comes nearest. A block that is laid out
   ends the search. */
function show_text(main: HTMLElement, { offset, top }: Extract<Place, { kind: 'text' }>): boolean {
  const holds = ({ dataset }: HTMLElement): boolean => Number(dataset.from) <= offset && offset < Number(dataset.to);
  const inner = [...main.querySelectorAll<HTMLElement>('[data-from]')].filter(holds).at(-1);
  if (inner === undefined) return false;
  const [from, to] = [Number(inner.dataset.from), Number(inner.dataset.to)];
  scroll_to(inner, top, (offset - from) / (to - from));
  return inner.matches('.block') && inner.hasChildNodes();
}

function show_height({ y }: Extract<Place, { kind: 'height' }>): boolean {
  if (document.documentElement.scrollHeight < y + window.innerHeight) return false;
  window.scrollTo({ top: y, behavior: 'instant' });
  return true;
}

/** Shows the place; false: it, or what stands before it, is not there yet. */
function show(main: HTMLElement, place: Place): boolean {
  switch (place.kind) {
    case 'item':
      return show_item(main, place);
    case 'text':
      return show_text(main, place);
    case 'height':
      return show_height(place);
  }
}

const MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown', 'popstate'] as const;
let stop_search: () => void = () => undefined;

/** Shows `place` as soon as it is there; a search that was begun before is given up. null only does that. */
export function keep_place(main: HTMLElement, place: Place | null): void {
  stop_search();
  if (place === null || show(main, place)) return;
  const observer = new MutationObserver(() => show(main, place) && stop_search());
  stop_search = () => {
    observer.disconnect();
    for (const move of MOVES) removeEventListener(move, stop_search, true);
    stop_search = () => undefined;
  };
  observer.observe(main, { childList: true, subtree: true });
  for (const move of MOVES) addEventListener(move, stop_search, { capture: true, passive: true });
}
