/* The address is the state: it says all that the page shows, so that every state can be linked, kept as a bookmark and gone back to.

       /map ? on=2017-11-09&place=Raqqa # zoom=6&lat=34.4
       path   query: what is asked        look: what only the page knows (selected, hidden, zoomed), never sent to the server

   Pure functions; `navigation.ts` ties them to the browser. */

export interface Route {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly look: URLSearchParams;
}

export type Params = Readonly<Record<string, string>>;

/** The route of an address such as "/claims?place=Raqqa"; a missing path is "/". The links that the server writes have the language
    in their query, "?ui=fr", where it can see it; of the page's own state it is a look. */
export function parse_route(address: string): Route {
  const [before, look_text] = cut(address, '#');
  const [path, query_text] = cut(before, '?');
  const [query, look] = [new URLSearchParams(query_text), new URLSearchParams(look_text)];
  const tongue = query.get('ui');
  if (tongue !== null && !look.has('ui')) look.set('ui', tongue);
  query.delete('ui');
  return { path: trim_path(path), query, look };
}

function cut(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function trim_path(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed;
}

/** The parameters that make `pattern` ("/places/:place") fit `path`, or null. */
export function match_path(pattern: string, path: string): Params | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? '';
    if (!part.startsWith(':')) {
      if (part !== value) return null;
      continue;
    }
    const text = decode_part(value);
    if (text === null || text === '') return null;
    params[part.slice(1)] = text;
  }
  return params;
}

function decode_part(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

export type Change = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** `before` with names changed: null and "" take one out, a list gives it several values. Names come in order, so that one state
    has one address. */
function changed(before: URLSearchParams | undefined, change: Change): string {
  const next = new URLSearchParams(before);
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    const values = typeof value === 'string' ? [value] : (value ?? []);
    for (const one of values) if (one !== '') next.append(name, one);
  }
  next.sort();
  return next.toString();
}

/** The address of `path` with `query` changed. */
export function address_of(path: string, query?: URLSearchParams, change: Change = {}): string {
  const text = changed(query, change);
  return text === '' ? path : `${path}?${text}`;
}

/** `address` with what only the page knows changed. */
export function with_look(address: string, change: Change): string {
  const [before, look] = cut(address, '#');
  const text = changed(new URLSearchParams(look), change);
  return text === '' ? before : `${before}#${text}`;
}

/** The whole address of a route. */
export function address_of_route(route: Route): string {
  return with_look(address_of(route.path, route.query), Object.fromEntries([...route.look.keys()].map((name) => [name, route.look.getAll(name)])));
}

/** The twin of a page's address with another ending: ("/claims?q=a", "json") is "/claims.json?q=a". */
export function twin_of(address: string, ending: string): string {
  const route = parse_route(address);
  const path = route.path === '/' ? '/claims' : route.path;
  const text = route.query.toString();
  return `${path}.${ending}${text === '' ? '' : `?${text}`}`;
}
