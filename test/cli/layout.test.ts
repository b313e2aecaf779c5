// What stands on a terminal: colours, width, tables.
import { describe, expect, it } from 'vitest';
import { columnsOf, styleFor, wantsColours } from '../../src/cli/people/style.ts';
import { renderTable } from '../../src/cli/people/table.ts';
import { widthOf } from '../../src/diagnostics/excerpt.ts';

describe('colours', () => {
  it.each<[string, { readonly isTTY?: boolean }, Readonly<Record<string, string>>, boolean]>([
    ['on a terminal', { isTTY: true }, {}, true],
    ['not in a pipe', {}, {}, false],
    ['not on a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, false],
    ['never with NO_COLOR', { isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['as ever with an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, true],
    ['always with FORCE_COLOR', {}, { FORCE_COLOR: '1' }, true],
    ['never with FORCE_COLOR=0', { isTTY: true }, { FORCE_COLOR: '0' }, false],
    ['as ever with an empty FORCE_COLOR', {}, { FORCE_COLOR: '' }, false],
  ])('%s', (_what, output, env, expected) => {
    expect(wantsColours(output, env)).toBe(expected);
  });
});

describe('the width', () => {
  it.each<[string | undefined, number | undefined, number | undefined]>([
    [undefined, undefined, undefined],
    [undefined, 80, 80],
    ['100', 80, 100],
    ['100', undefined, 100],
    ['5', 80, 40],
    ['wide', 80, 80],
    ['-3', undefined, undefined],
  ])('COLUMNS %s on a terminal of %s: %s', (COLUMNS, columns, expected) => {
    const output = columns === undefined ? {} : { columns };
    expect(columnsOf(output, COLUMNS === undefined ? {} : { COLUMNS })).toBe(expected);
  });
});

describe('a table', () => {
  const head = ['request', 'status', 'reason'];
  const rows = [
    ['GET http://shop.test/a/long/path/that/goes/on', '200', ''],
    ['GET http://日本語.test/\x1b[31m', '404', 'route_not_found'],
  ];

  it('is as wide as its cells, and shows what would move the cursor', () => {
    expect(renderTable(head, rows, styleFor(false))).toEqual([
      'request                                        status  reason',
      'GET http://shop.test/a/long/path/that/goes/on  200',
      'GET http://日本語.test/␛[31m                   404     route_not_found',
    ]);
  });

  it('cuts the widest cells where the terminal is narrow', () => {
    expect(renderTable(head, rows, styleFor(false, 46))).toEqual([
      'request                status  reason',
      'GET htt…/that/goes/on  200',
      'GET htt…語.test/␛[31m  404     route_not_found',
    ]);
    for (const columns of [40, 41, 50, 60]) {
      for (const line of renderTable(head, rows, styleFor(false, columns))) {
        expect(widthOf(line)).toBeLessThanOrEqual(columns);
      }
    }
  });
});
