// What a log line says of the upstream becomes its declared answer; what the gateway did by itself does not.
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../src/model/decision.ts';
import { declarable } from '../../../web/panes/story/declarable.ts';

const decision: Decision = {
  outcome: 'forward',
  status: 200,
  cluster: 'orders',
  flags: [],
  sentence: { title: '', because: '' },
  trace: [],
  assumptions: [],
};

describe('of a logged exchange the upstream is declared', () => {
  it.each([
    [{ status: '503', flags: 'UF URX' }, { refused: true }, 'Let orders refuse the connection, as logged'],
    [{ status: '503', flags: 'UC' }, { reset: true }, 'Let orders close the connection, as logged'],
    [{ status: '504', flags: 'UT' }, { delayMs: 3_600_000 }, 'Let orders answer too late, as logged'],
    [{ status: '404', flags: '', reason: 'via_upstream' }, { status: 404 }, 'Let orders answer 404, as logged'],
    [{ status: '404' }, { status: 404 }, 'Let orders answer 404, as logged'],
  ])('%j', (facts, response, says) => {
    expect(declarable(facts, decision, undefined)).toEqual({ name: 'orders', response, says });
  });

  it.each([
    ['the gateway found no route', { status: '404', flags: 'NR', reason: 'route_not_found' }],
    ['a filter answered', { status: '403', flags: '', reason: 'rbac_access_denied_matched_policy[none]' }],
    ['the answers agree', { status: '200', flags: '' }],
    ['the status is none of a final answer', { status: '0', flags: '' }],
  ])('not where %s', (_why, facts) => {
    expect(declarable(facts, decision, undefined)).toBeUndefined();
  });

  it('not where it is declared already, or where nothing is asked', () => {
    expect(declarable({ status: '503', flags: 'UF' }, decision, { orders: { status: 500 } })).toBeUndefined();
    const { cluster: _none, ...alone } = decision;
    expect(declarable({ status: '503', flags: 'UF' }, alone, undefined)).toBeUndefined();
  });
});
