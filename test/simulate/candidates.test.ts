// Choosing among candidates: who wins, why the others lost, and what would have made the nearest of them win.
import { describe, expect, it } from 'vitest';
import type { Condition, Entity, Match } from '../../src/model/model.ts';
import { type Candidate, chooseFirst, firstLosers, losersOf } from '../../src/simulate/candidates.ts';

const origin = { file: 'a.yaml', path: '', span: { start: 0, end: 1 } };
const condition = (value: string): Condition => ({ on: 'path', test: 'exact', value, says: `path is ${value}`, origin });

/** A candidate that needs all of these words. */
function candidate(name: string, ...needs: readonly string[]): Candidate<Entity> {
  const entity = { id: name, name, kind: 'route', origin } as unknown as Entity;
  return { entity, matchIndex: 0, match: { conditions: needs.map(condition), origin } as unknown as Match };
}

function decide(candidates: readonly Candidate<Entity>[], ...given: readonly string[]) {
  const holds = ({ value }: Condition) => given.includes(String(value));
  const { winner } = chooseFirst(candidates, holds);
  const losers = losersOf(
    candidates,
    winner,
    (tested) => ({ ok: holds(tested), saw: `given ${given.join()}` }),
    () => 'comes later',
  );
  return { winner: winner?.entity.name, losers };
}

describe('the nearest candidate', () => {
  const all = [candidate('far', 'x', 'y', 'z'), candidate('near', 'a', 'x', 'y'), candidate('won', 'a'), candidate('after', 'a', 'b')];

  it('says all that would have to be otherwise', () => {
    const { winner, losers } = decide(all, 'a');
    expect(winner).toBe('won');
    expect(losers.map(({ target, wouldMatchIf }) => [target, wouldMatchIf])).toEqual([
      ['far', undefined],
      ['near', ['path is x', 'path is y']],
      ['after', undefined],
    ]);
  });

  it('stays in a list that is cut short', () => {
    const { losers } = decide(
      [candidate('one', 'x', 'y'), candidate('two', 'x', 'y'), candidate('three', 'a', 'x'), candidate('won', 'a')],
      'a',
    );
    expect(firstLosers(losers, 1).map(({ target }) => target)).toEqual(['one', 'three']);
    expect(firstLosers(losers, 3)).toEqual(losers);
  });

  it('is the one of which the least is wrong, wherever its fault stands', () => {
    const { losers } = decide([candidate('one', 'x'), candidate('two', 'y', 'a', 'b'), candidate('won', 'a')], 'a', 'b');
    expect(losers.find(({ target }) => target === 'two')?.wouldMatchIf).toEqual(['path is y']);
    expect(losers.find(({ target }) => target === 'one')?.wouldMatchIf).toBeUndefined();
  });

  it('is looked for among all where none wins', () => {
    const { winner, losers } = decide(all.slice(0, 2), 'q');
    expect(winner).toBeUndefined();
    expect(losers.flatMap(({ wouldMatchIf = [] }) => wouldMatchIf)).toHaveLength(3);
  });

  it('is not one that the winner comes before', () => {
    const { losers } = decide([candidate('won', 'a'), candidate('later', 'a', 'b')], 'a');
    expect(losers).toMatchObject([{ target: 'later', because: 'needs path is b; given a' }]);
    expect(losers[0]?.wouldMatchIf).toBeUndefined();
  });

  it('is not one that fits and is only outranked', () => {
    const { losers } = decide([candidate('won', 'a'), candidate('also', 'a')], 'a');
    expect(losers).toMatchObject([{ target: 'also', because: 'comes later' }]);
    expect(losers[0]?.wouldMatchIf).toBeUndefined();
  });
});
