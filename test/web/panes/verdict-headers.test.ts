// Headers of a declared effect, between the form's rows and the request's JSON.
import { expect, it } from 'vitest';
import { headersOf, withPairs, withRemoved } from '../../../web/panes/request/verdict-headers.ts';

const HEADERS = { 'x-a': '1', via: ['one', 'two'], cookie: null };

it('are rows, and names that are taken away', () => {
  expect(headersOf(HEADERS)).toEqual({
    pairs: [
      ['x-a', '1'],
      ['via', 'one'],
      ['via', 'two'],
    ],
    removed: ['cookie'],
  });
  for (const none of [undefined, null, 'text', ['list']]) expect(headersOf(none)).toEqual({ pairs: [], removed: [] });
});

it('keep the one while the other is edited', () => {
  expect(
    withPairs(HEADERS, [
      ['x-b', '2'],
      ['x-b', '3'],
      ['x-b', '4'],
    ]),
  ).toEqual({ cookie: null, 'x-b': ['2', '3', '4'] });
  expect(withRemoved(HEADERS, ['x-c', '__proto__'])).toEqual(
    JSON.parse('{"x-a": "1", "via": ["one", "two"], "x-c": null, "__proto__": null}'),
  );
  expect(withRemoved({ cookie: null }, [])).toBeUndefined();
});
