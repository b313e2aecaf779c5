// Where every entity of a model stands: what a click in a text, a story or the map finds.
import { expect, it } from 'vitest';
import { placesOf } from '../../web/workers/places.ts';
import { chain, modelOf, policy, route, small, target } from '../graph/small-model.ts';

it('has a place for whatever has a text: on backends, on one reference to them, attached from elsewhere, and for connections', () => {
  const [listener] = small.listeners;
  const [v2] = small.clusters;
  if (listener === undefined || v2 === undefined) throw new Error('the small model has both');
  const only = { ...target('v2', 1), policies: [policy('of-reference')] };
  const { routes: connections } = chain('names', [route('by-name', [target('v2', 1)])]);
  const web = { ...chain('web', [route('a', [only])]), ...(connections === undefined ? {} : { connections }) };
  const places = placesOf(
    modelOf({
      listeners: [{ ...listener, chains: [web] }],
      clusters: [{ ...v2, policies: [policy('of-backend')] }],
      attached: [{ policies: [policy('apart')], to: [listener.id] }],
    }),
  );
  expect(places.map(({ entity }) => entity)).toEqual(
    expect.arrayContaining(['route/a', 'of-reference', 'of-backend', 'apart', 'route/by-name', 'cluster/v2']),
  );
  const starts = places.map(({ span }) => span.start);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(new Set(places.map(({ entity }) => entity)).size).toBe(places.length);
});
