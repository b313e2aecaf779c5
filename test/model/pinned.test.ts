import { describe, expect, it } from 'vitest';
import type { Decision, TraceStep } from '../../src/model/decision.ts';
import { compareWith, pin } from '../../src/model/pinned.ts';

const step = (target: string, result: TraceStep['result'] = 'match'): TraceStep => ({ step: 'route', target, result, because: '' });
const decision = (part: Partial<Decision>): Decision => ({
  outcome: 'forward',
  status: 200,
  route: 'a',
  assumptions: [],
  sentence: { title: 'Forwarded to a', because: '' },
  trace: [step('a')],
  ...part,
});

describe('an answer that was kept', () => {
  it('is the same as itself', () => expect(compareWith(pin(decision({})), decision({}))).toEqual({ kind: 'same' }));

  it('is the same when only the words changed', () =>
    expect(compareWith(pin(decision({})), decision({ sentence: { title: 'Goes to a', because: 'b' } }))).toEqual({ kind: 'same' }));

  it('tells what was, what is, and the first step that differs', () => {
    const now = decision({
      outcome: 'respond',
      status: 403,
      trace: [step('a'), { ...step('rules', 'deny'), step: 'authorization' }],
      sentence: { title: 'Denied by a', because: '' },
    });
    expect(compareWith(pin(decision({})), now)).toEqual({
      kind: 'changed',
      before: 'Forwarded to a',
      after: 'Denied by a',
      facts: [
        { what: 'outcome', before: 'forward', after: 'respond' },
        { what: 'status', before: '200', after: '403' },
      ],
      step: { before: undefined, after: 'authorization rules denies', index: 1 },
    });
  });

  it('calls a policy once that has no name but its kind', () => {
    const policy = (result: TraceStep['result']): TraceStep => ({ ...step('cors', result), step: 'CORS' });
    const compared = compareWith(pin(decision({ trace: [policy('pass')] })), decision({ trace: [policy('deny')] }));
    expect(compared.kind === 'changed' && compared.step).toEqual({ before: 'cors passes', after: 'cors denies', index: 0 });
  });

  it.each<[string, Partial<Decision>]>([
    ['upstream path', { upstream: { method: 'GET', host: 'a', path: '/b', headers: [] } }],
    ['response headers', { response: { status: 200, headers: [['x', '1']] } }],
    ['endpoint', { endpoint: '10.0.0.1:80' }],
  ])('compares the %s', (what, part) => {
    const compared = compareWith(pin(decision({})), decision(part));
    expect(compared.kind === 'changed' && compared.facts.map((fact) => fact.what)).toContain(what);
  });

  it('survives being written as JSON', () =>
    expect(compareWith(JSON.parse(JSON.stringify(pin(decision({})))), decision({}))).toEqual({ kind: 'same' }));
});
