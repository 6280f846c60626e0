/* The API as its own description has it: every address is asked, and every JSON answer is held against the schema that
   /openapi.json gives it. */
import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';

interface Media {
  readonly schema?: { readonly $ref?: string };
}
interface Operation {
  readonly responses: { readonly 200: { readonly content?: Readonly<Record<string, Media>> } };
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, { readonly get?: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
interface Page {
  readonly items: readonly object[];
  readonly next: string | null;
}

export interface Api {
  readonly paths: readonly string[];
  /** Asks an address and holds its answer against what the description says of `path`. */
  readonly ask: (path: string, address: string) => Promise<unknown>;
  /** Is it an error in the one form, with that status? */
  readonly refuse: (address: string, status: number, init?: RequestInit) => Promise<void>;
  /** All items, page by page. */
  readonly all: (list: string, limit: number) => Promise<object[]>;
}

export async function read_api(url: string): Promise<Api> {
  const description = (await (await fetch(new URL('/openapi.json', url))).json()) as Description;
  assert.equal(description.openapi, '3.1.0');
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } });
  ajv.addSchema({ $id: 'api', components: description.components });
  for (const name of Object.keys(description.components.schemas)) ajv.compile({ $ref: `api#/components/schemas/${name}` });

  const valid = (schema: string, answer: unknown, of: string): void => {
    assert.ok(ajv.validate({ $ref: `api${schema}` }, answer), `${of}: ${ajv.errorsText(ajv.errors)}`);
  };
  const ask = async (path: string, address: string): Promise<unknown> => {
    const answer = await fetch(new URL(address, url));
    assert.equal(answer.status, 200, address);
    const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const media = description.paths[path]?.get?.responses[200].content?.[type];
    assert.ok(media, `${address} is of a kind that is not described: ${type}`);
    const schema = media.schema?.$ref;
    const text = await answer.text();
    assert.notEqual(text, '', address);
    if (!type.endsWith('json')) return text;
    const value: unknown = JSON.parse(text);
    if (schema !== undefined) valid(schema, value, address);
    return value;
  };
  const refuse = async (address: string, status: number, init: RequestInit = {}): Promise<void> => {
    const answer = await fetch(new URL(address, url), init);
    assert.equal(answer.status, status, address);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.ok((answer.headers.get('content-security-policy') ?? '').startsWith("default-src 'none'"));
    valid('#/components/schemas/Problem', await answer.json(), address);
  };
  const all = async (list: string, limit: number): Promise<object[]> => {
    const items: object[] = [];
    let next: string | null = null;
    do {
      const more: string = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
      const page = (await ask(list, `${list}?limit=${limit}${more}`)) as Page;
      assert.ok(page.items.length <= limit);
      items.push(...page.items);
      next = page.next;
    } while (next !== null);
    return items;
  };
  return { paths: Object.keys(description.paths).filter((path) => description.paths[path]?.get !== undefined), ask, refuse, all };
}
