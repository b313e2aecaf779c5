// The table of policies says of each that loads late what it does, so that the phases can be laid out without it.
import { expect, it } from 'vitest';
import { kinds } from '../../../src/dialects/agentgateway/steps/index.ts';
import { lateKinds } from '../../../src/dialects/agentgateway/steps/late.ts';

const sides = (kind: (typeof kinds)[number]) => [kind.key, kind.support, kind.request !== undefined, kind.response !== undefined];

it('what the table says of a late policy is so', () => {
  const listed = kinds.filter((kind) => lateKinds.has(kind.key));
  expect(listed.map(sides)).toEqual(listed.map((kind) => sides(lateKinds.get(kind.key) ?? kind)));
  expect(listed.length).toBe(lateKinds.size);
});
