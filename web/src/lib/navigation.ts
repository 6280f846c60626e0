/* Ties routes to the browser: one store of where we are, links that do not reload the page, and where the focus goes. */
import { useEffect, useState } from 'preact/hooks';
import { height_left, keep_place, leave_height } from './place_kept.ts';
import { address_of, address_of_route, parse_route, with_look, type Change, type Route } from './route.ts';

type Listener = (route: Route) => void;

function where(): string {
  return location.pathname + location.search + location.hash;
}

let current: Route = parse_route(where());
if (new URLSearchParams(location.search).has('ui')) history.replaceState(history.state, '', address_of_route(current));
const listeners = new Set<Listener>();

export function current_route(): Route {
  return current;
}

/** Called after every change of the address; gives back how to stop. */
export function watch_route(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/* The front page and the claims are one view. */
function is_other_page(a: string, b: string): boolean {
  const named = (path: string) => (path === '/' ? '/claims' : path);
  return named(a) !== named(b);
}

/** Back or on in the history: to where one was, once the view is there again. */
function return_there(): void {
  arrive();
  const main = document.getElementById('main');
  if (main !== null) requestAnimationFrame(() => requestAnimationFrame(() => keep_place(main, height_left())));
}

function arrive(): void {
  const before = current.path;
  current = parse_route(where());
  for (const listener of listeners) listener(current);
  if (is_other_page(current.path, before)) {
    window.scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }
}

/** An address of this page in the language in which the reader has chosen to see it. */
export function in_tongue(address: string): string {
  const chosen = current.look.get('ui');
  return chosen === null || /#(.*&)?ui=/.test(address) ? address : with_look(address, { ui: chosen });
}

/* What was left of a state is that of the same question. */
function cut_look(address: string): string {
  return address.split('#')[0] ?? '';
}

/** Goes to an address of this page. `replace` leaves no entry in the history: for what changes while one types or drags. */
export function go(to: string, { replace = false } = {}): void {
  const address = in_tongue(to);
  if (address === where()) return;
  if (replace) history.replaceState(cut_look(address) === cut_look(where()) ? history.state : null, '', address);
  else {
    leave_height();
    history.pushState(null, '', address);
  }
  arrive();
}

/** Changes the query of the view one is in; what only the page knows stays. */
export function go_with(change: Change, options: { replace?: boolean } = {}): void {
  go(address_of_route({ ...current, query: new URLSearchParams(address_of('', current.query, change)) }), options);
}

/** Changes what only the page knows: what is selected, hidden, zoomed. */
export function look_with(change: Change, options: { replace?: boolean } = {}): void {
  go(with_look(address_of_route(current), change), options);
}

export function use_route(): Route {
  const [route, set_route] = useState(current);
  useEffect(() => {
    set_route(current);
    return watch_route(set_route);
  }, []);
  return route;
}

/** The link that a click means to follow within the page, or null where the browser shall do it (new tab, download, elsewhere). */
function followed_link(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target !== '' || link.hasAttribute('download')) return null;
  return link.origin === location.origin ? link : null;
}

/** `is_view` tells which paths are views of the page; links to all else (a .csv, a feed) are left to the browser. */
export function follow_links(is_view: (path: string) => boolean): void {
  history.scrollRestoration = 'manual'; // the browser would scroll before the view is there
  addEventListener('pagehide', leave_height);
  addEventListener('popstate', return_there);
  document.addEventListener('click', (event) => {
    const link = followed_link(event);
    if (link?.classList.contains('skip')) {
      event.preventDefault();
      document.getElementById('main')?.focus();
      return;
    }
    if (link === null || !is_view(parse_route(link.pathname).path)) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
