import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address_of, address_of_route, match_path, parse_route, twin_of, with_look } from '../../src/lib/route.ts';

test('an address parts into path, query and look', () => {
  const route = parse_route('/claims/?q=a+b&place=R%C3%A2#claim=C1');
  assert.equal(route.path, '/claims');
  assert.equal(route.query.get('q'), 'a b');
  assert.equal(route.query.get('place'), 'Râ');
  assert.equal(route.look.get('claim'), 'C1');
  assert.equal(parse_route('').path, '/');
});

test('a language in the query, where the server can see it, is a look of the page; one in the fragment goes before it', () => {
  const route = parse_route('/claims?ui=fr&q=a');
  assert.equal(address_of_route(route), '/claims?q=a#ui=fr');
  assert.equal(address_of_route(parse_route('/claims?ui=fr#ui=ar')), '/claims#ui=ar');
  assert.equal(twin_of('/claims?ui=fr&q=a', 'csv'), '/claims.csv?q=a');
});

test('one state has one address, and it can be read again', () => {
  assert.equal(address_of('/map', new URLSearchParams('b=2&a=1')), '/map?a=1&b=2');
  assert.equal(address_of('/map', new URLSearchParams('a=1&b=2'), { a: null, b: '', c: ['x', 'y'] }), '/map?c=x&c=y');
  assert.equal(with_look('/map?a=1#z=3', { z: null, x: '1' }), '/map?a=1#x=1');
  assert.equal(with_look('/map?a=1#z=3', { z: null }), '/map?a=1');
  const address = '/map?on=2017-11-09&place=%D8%B1%D9%82%D8%A9#lat=1&lat=2';
  assert.equal(address_of_route(parse_route(address)), address);
});

test('a pattern gives its parameters, decoded', () => {
  assert.deepEqual(match_path('/places/:place', '/places/Abu%20Kamal'), { place: 'Abu Kamal' });
  assert.equal(match_path('/places/:place', '/places'), null);
  assert.equal(match_path('/places/:place', '/places/'), null);
  assert.equal(match_path('/places/:place', '/places/a/b'), null);
  assert.equal(match_path('/places/:place', '/places/%E0%A4%A'), null);
});

test('the twin of a page has its query and an ending, and the front page is the claims', () => {
  assert.equal(twin_of('/', 'json'), '/claims.json');
  assert.equal(twin_of('/claims?q=a#claim=C1', 'feed.json'), '/claims.feed.json?q=a');
});
