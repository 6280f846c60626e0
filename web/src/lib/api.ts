/* Asks the server. Every answer is JSON from this page's own origin; a refusal is a problem (RFC 9457) with a remedy. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { leave_shown, left } from './left.ts';
import { address_of, parse_route } from './route.ts';
import { say } from './say.ts';
import type { List, Problem } from './types.ts';

export class ApiError extends Error {
  constructor(
    readonly title: string,
    readonly detail: string,
    readonly remedy: string,
    readonly status: number,
  ) {
    super(title);
  }
}

async function refusal(answer: Response): Promise<ApiError> {
  const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  const title = problem.title ?? say('error.status', { status: answer.status });
  return new ApiError(title, problem.detail ?? '', problem.remedy ?? '', answer.status);
}

function unreachable(): ApiError {
  return new ApiError(say('error.server'), say('error.reach'), say('error.running', { command: '`depeche serve`' }), 0);
}

async function ask<T>(address: string, init: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address, { ...init, headers: { Accept: 'application/json', ...init.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
  if (!answer.ok) throw await refusal(answer);
  return (await answer.json()) as T;
}

export function get_json<T>(address: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(address, signal === undefined ? {} : { signal });
}

/** The token that allows writing, or "" where the server only shows. */
export function write_token(): string {
  return document.querySelector('meta[name="depeche-write"]')?.getAttribute('content') ?? '';
}

export function post_json<T>(address: string, body: unknown): Promise<T> {
  return ask<T>(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Depeche-Write': write_token() },
    body: JSON.stringify(body),
  });
}

/** An answer under way: `data` stays what it was while the next is awaited, so that the page does not flicker. */
export interface Asked<T> {
  readonly data: T | null;
  readonly error: ApiError | null;
  readonly waiting: boolean;
}

export function as_error(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(say('error.answer'), String(error), '', 0);
}

/** What came of an address; null: nothing yet. */
interface Came<T> {
  readonly of: string | null;
  readonly data: T | null;
  readonly error: ApiError | null;
}

/** Asks for `address`, and again whenever it changes; null asks nothing. From the moment at which the address changes it waits. */
export function use_json<T>(address: string | null): Asked<T> {
  const [came, set_came] = useState<Came<T>>({ of: null, data: null, error: null });
  useEffect(() => {
    if (address === null) {
      set_came({ of: null, data: null, error: null });
      return;
    }
    const stop = new AbortController();
    get_json<T>(address, stop.signal).then(
      (data) => set_came({ of: address, data, error: null }),
      (error: unknown) => {
        if (!stop.signal.aborted) set_came({ of: address, data: null, error: as_error(error) });
      },
    );
    return () => stop.abort();
  }, [address]);
  return { data: came.data, error: came.error, waiting: came.of !== address };
}

export interface AskedList<T> extends Asked<readonly T[]> {
  /** Fetches the next page; null when there is none. */
  readonly more: (() => void) | null;
  readonly truncated: boolean;
}

interface Pages<T> {
  /** The first of them. */
  readonly of: List<T>;
  readonly items: readonly T[];
  readonly next: string | null;
  readonly truncated: boolean;
}

const LIST_MOST = 1000; /* items that come at once */

/** The address of a page of a list; `items` of it, where it is not to have the usual number. */
function page_address(address: string, items: number, cursor: string | null): string {
  const { path, query } = parse_route(address);
  return address_of(path, query, { ...(items > 0 ? { limit: String(Math.min(items, LIST_MOST)) } : {}), cursor });
}

/** Asks for a list page by page. Who comes back to it sees as many items as he had asked for. */
export function use_list<T>(address: string): AskedList<T> {
  const before = useMemo(() => left().shown[address] ?? 0, [address]);
  const first = use_json<List<T>>(page_address(address, before, null));
  const [later, set_later] = useState<Pages<T> | null>(null);
  const [error, set_error] = useState<ApiError | null>(null);
  const [waiting, set_waiting] = useState(false);
  const shown = useRef(first.data);
  shown.current = first.data;
  useEffect(() => set_error(null), [address, first.data]);

  const pages: Pages<T> | null = later !== null && later.of === first.data ? later : first.data === null ? null : { ...first.data, of: first.data };
  const next = pages?.next ?? null;
  const more = useCallback(() => {
    if (pages === null || next === null) return;
    set_waiting(true);
    get_json<List<T>>(page_address(address, before - pages.items.length, next))
      .then((page) => {
        if (shown.current !== pages.of) return;
        const items = [...pages.items, ...page.items];
        set_later({ ...page, of: pages.of, items });
        leave_shown(address, items.length);
      }, (reason: unknown) => set_error(as_error(reason)))
      .finally(() => set_waiting(false));
  }, [address, first.data, later, next]);

  useEffect(() => {
    if (pages !== null && pages.items.length < before) more();
  }, [pages?.items]);

  return {
    data: pages?.items ?? null,
    error: first.error ?? error,
    waiting: first.waiting || waiting,
    more: next === null || first.waiting ? null : more,
    truncated: pages?.truncated ?? false,
  };
}
