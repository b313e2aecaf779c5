import { describe, expect, it } from 'vitest';
import { beamOf, project } from '../../src/graph/index.ts';
import type { Decision, TraceStep } from '../../src/model/decision.ts';
import { chain, modelOf, route, small, source, target } from './small-model.ts';

const graph = project(small, [source]);
const step = (entity: string, result: TraceStep['result'] = 'match'): TraceStep => ({
  step: 's',
  target: entity,
  entity,
  result,
  because: '',
});
const decision = (part: Partial<Decision>): Decision => ({
  outcome: 'forward',
  assumptions: [],
  sentence: { title: '', because: '' },
  trace: [],
  ...part,
});

describe('the beam', () => {
  it('runs from the listener to the endpoint', () => {
    const beam = beamOf(
      graph,
      decision({
        status: 200,
        trace: [
          step('bind/8080'),
          step('chain/web'),
          step('cors', 'pass'),
          step('route/old', 'no-match'),
          step('route/shop'),
          step('cluster/v3'),
          step('endpoint/10.0.0.2:80'),
        ],
      }),
    );
    expect([...beam.nodes]).toEqual(['bind/8080', 'route/shop', 'cluster/v3']);
    expect([...beam.edges]).toEqual(['routes:bind/8080>route/shop', 'forwards:route/shop>cluster/v3']);
    expect([...beam.items]).toEqual(['cors', 'endpoint/10.0.0.2:80']);
    expect(beam.end).toBeUndefined();
  });

  it('breaks off where the request is denied', () => {
    const beam = beamOf(
      graph,
      decision({ outcome: 'respond', status: 403, trace: [step('bind/8080'), step('lua', 'deny'), step('route/shop')] }),
    );
    expect([...beam.nodes]).toEqual(['bind/8080']);
    expect(beam.end).toEqual({ node: 'bind/8080', item: 'lua', kind: 'denied' });
  });

  it.each<[Partial<Decision>, string]>([
    [{ outcome: 'respond', status: 404 }, 'lost'],
    [{ outcome: 'redirect', status: 301 }, 'answered'],
    [{ outcome: 'respond', status: 200 }, 'answered'],
    [{ outcome: 'respond', status: 429 }, 'denied'],
    [{ outcome: 'close' }, 'lost'],
  ])('%j ends %s', (part, kind) => expect(beamOf(graph, decision({ ...part, trace: [step('bind/8080')] })).end?.kind).toBe(kind));

  it('comes in by the only way there is', () => {
    const beam = beamOf(graph, decision({ status: 200, trace: [step('chain/a'), step('route/a'), step('cluster/v2')] }));
    expect(beam.nodes).toEqual(new Set(['bind/443', 'chain/a', 'route/a', 'cluster/v2']));
  });

  it('goes out to the cluster and endpoint that the decision names', () => {
    const beam = beamOf(
      graph,
      decision({ status: 200, cluster: 'v3', endpoint: '10.0.0.2:80', trace: [step('bind/8080'), step('route/shop')] }),
    );
    expect([...beam.nodes]).toEqual(['bind/8080', 'route/shop', 'cluster/v3']);
    expect([...beam.items]).toEqual(['endpoint/10.0.0.2:80']);
    expect(beam.copies).toEqual(new Set());
  });

  it('shows where a copy went apart from where the request went', () => {
    const beam = beamOf(
      graph,
      decision({ status: 200, cluster: 'v2', mirrors: ['shadow'], trace: [step('bind/8080'), step('route/shop'), step('cluster/v2')] }),
    );
    expect(beam.copies).toEqual(new Set(['mirrors:route/shop>cluster/shadow', 'cluster/shadow']));
    expect(beam.nodes.has('cluster/shadow')).toBe(false);
  });

  it('passes the box of a table that several listeners use', () => {
    const table = chain('shared', [route('a', [target('v2', 1)]), route('b', [target('v2', 1)])]).routes;
    const listeners = small.listeners.map((listener) => ({
      ...listener,
      chains: [{ ...chain('c', []), id: `${listener.id}/c`, routes: table }],
    }));
    const shared = project(modelOf({ listeners, clusters: small.clusters }), [source]);
    const beam = beamOf(shared, decision({ status: 200, trace: [step('bind/443'), step('route/b'), step('cluster/v2')] }));
    expect(beam.nodes).toEqual(new Set(['bind/443', 'shared/table', 'route/b', 'cluster/v2']));
  });

  it('does not go on behind a denial, whatever had been chosen before it', () => {
    const beam = beamOf(
      graph,
      decision({
        outcome: 'respond',
        status: 403,
        trace: [step('bind/8080'), step('route/shop'), step('cluster/v3'), step('cors', 'deny')],
      }),
    );
    expect(beam.end?.kind).toBe('denied');
    expect(beam.nodes.has('cluster/v3')).toBe(false);
  });

  it('of a request that reached nothing is dark', () =>
    expect(beamOf(graph, decision({ outcome: 'close' }))).toMatchObject({ end: undefined, nodes: new Set() }));
});
