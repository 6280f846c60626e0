/* The address is the state: a view's path, its parameters and its query say all that the page shows, so that every state can be
   linked, kept as a bookmark and gone back to. Pure functions; `navigation.ts` ties them to the browser. */

export interface Route {
  readonly path: string;
  readonly query: URLSearchParams;
}

export type Params = Readonly<Record<string, string>>;

/** The route of an address such as "/claims?place=Raqqa"; a missing path is "/". */
export function parse_route(address: string): Route {
  const [before] = address.split('#', 1) as [string];
  const mark = before.indexOf('?');
  const path = mark < 0 ? before : before.slice(0, mark);
  return { path: trim_path(path), query: new URLSearchParams(mark < 0 ? '' : before.slice(mark + 1)) };
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

/** The address of `path` with `query` changed: null and "" take a name out, a list gives it several values. Names come in order, so
    that one state has one address. */
export function address_of(path: string, query?: URLSearchParams, change: Change = {}): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    const values = typeof value === 'string' ? [value] : (value ?? []);
    for (const one of values) if (one !== '') next.append(name, one);
  }
  next.sort();
  const text = next.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The twin of a page's address with another ending: ("/claims?q=a", "json") is "/claims.json?q=a". */
export function twin_of(address: string, ending: string): string {
  const route = parse_route(address);
  const path = route.path === '/' ? '/claims' : route.path;
  const text = route.query.toString();
  return `${path}.${ending}${text === '' ? '' : `?${text}`}`;
}
