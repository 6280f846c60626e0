/* The catalogues of the page's words: none lacks a key, a plural form or a name in braces, and every key that the page asks for is there. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { choose_language, say, say_code, set_words, TONGUES, type Catalogue } from '../../src/lib/say.ts';

const read = (code: string) => JSON.parse(readFileSync(`public/words/${code}.json`, 'utf8')) as Catalogue;
const english = read('en');
const names_in = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort();
const forms_of = (entry: Catalogue[string] | undefined) => (typeof entry === 'object' ? Object.entries(entry) : []);

test('there is a catalogue for every language that can be chosen, and no other', () => {
  assert.deepEqual(readdirSync('public/words').sort(), TONGUES.map(({ code }) => `${code}.json`).sort());
});

for (const { code } of TONGUES)
  test(`the words of the page in ${code} have every key, every plural form and every name`, () => {
    const words = read(code);
    assert.deepEqual(Object.keys(words), Object.keys(english));
    const categories = [...new Intl.PluralRules(code).resolvedOptions().pluralCategories].sort();
    for (const [key, entry] of Object.entries(english)) {
      const own = words[key];
      if (typeof entry === 'string') {
        assert.ok(typeof own === 'string' && own.trim() !== '', key);
        assert.deepEqual(names_in(own), names_in(entry), key);
      } else {
        assert.deepEqual(forms_of(own).map(([form]) => form).sort(), categories, key);
        for (const [form, text] of forms_of(own)) {
          assert.notEqual(text.trim(), '', key);
          assert.deepEqual(names_in(text).filter((name) => name !== 'count'), [], `${key} ${form}`);
        }
        assert.ok(forms_of(own).some(([, text]) => text.includes('{count}')), key);
      }
    }
  });

test('every key that stands in the page, or in the lists that the server writes, is in the catalogue, and every key of the catalogue is asked for', () => {
  const files = readdirSync('src', { recursive: true, withFileTypes: true }).filter((entry) => /\.tsx?$/.test(entry.name));
  const code = [...files.map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8')), readFileSync('index.html', 'utf8')].join('\n');
  const plain = ['page.c', 'page_body.c', 'page_parts.c'].map((name) => readFileSync(join('../src/serve', name), 'utf8')).join('\n');
  const asked_plainly = [...plain.matchAll(/"([a-z]+(?:\.[a-zA-Z]+)+)"/g)].map((found) => found[1] ?? '');
  assert.ok(asked_plainly.length > 30);
  assert.deepEqual(asked_plainly.filter((key) => !(key in english)), []);
  const asked = [...code.matchAll(/(?:\b(?:say|said|word)\(|data-say(?:-label)?=)['"]([\w.-]+)['"]/g)].map((found) => found[1] ?? '');
  assert.ok(asked.length > 150);
  assert.deepEqual(asked.filter((key) => !(key in english)), []);
  const by_code = ['action', 'basis', 'about.limit', 'column', 'field', 'filter', 'info', 'kin', 'layer', 'manner', 'mark', 'prompt', 'relation', 'role', 'span', 'state', 'type', 'verdict', 'why', 'withheld'];
  const unused = Object.keys(english).filter((key) => !code.includes(`'${key}'`) && !`${code}${plain}`.includes(`"${key}"`) && !by_code.some((kind) => key.startsWith(`${kind}.`)));
  assert.deepEqual(unused, []);
});

test('a catalogue tells the name and direction of its language as the page has them', () => {
  for (const { code, name, rtl } of TONGUES) {
    const words = read(code);
    assert.deepEqual([words['tongue.name'], words['tongue.direction']], [name, rtl === true ? 'rtl' : 'ltr']);
  }
});

test('plural forms, numbers and names in braces are put in', () => {
  set_words('ru', read('ru'));
  assert.deepEqual([1, 3, 5, 21].map((count) => say('n.claims', { count })), ['1 утверждение', '3 утверждения', '5 утверждений', '21 утверждение']);
  set_words('ar', read('ar'));
  assert.equal(say('n.claims', { count: 2 }), 'ادعاءان');
  set_words('en', english);
  assert.equal(say('n.claims', { count: 1234 }), '1,234 claims');
  assert.equal(say('claim.title', { id: 'CCG2' }), 'Claim CCG2');
  assert.equal(say_code('type', 'ASSAULT'), 'assault');
  assert.equal(say_code('type', 'UNHEARD-OF'), 'UNHEARD-OF');
});

test('the language is the one that is asked for, else the first of the reader’s that the page speaks, else English', () => {
  assert.equal(choose_language('fr', ['de']), 'fr');
  assert.equal(choose_language(null, ['pt-BR', 'es-MX', 'en']), 'es');
  assert.equal(choose_language('xx', ['pt']), 'en');
});
