// Policies with conditions.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { policies } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/empty-conditional': {
    means: 'The list of conditional entries is empty.',
    why: 'A policy without an entry says nothing; the loader refuses it.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: policies,
    wrong: 'transformations: { conditional: [] }',
    right: 'transformations: { conditional: [{ request: { set: { x: "1" } } }] }',
  },
  'agentgateway/too-many-conditional': {
    means: 'There are more than 64 conditional entries.',
    why: 'That is the most that the program takes.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: (example) => policies(`directResponse:\n  conditional:\n${`  ${example}\n`.repeat(example.includes('many') ? 65 : 1)}`),
    wrong: '- { condition: "true", status: 200 } # many times',
    right: '- { condition: "true", status: 200 }',
  },
  'agentgateway/fallback-last': {
    means: 'An entry without a condition stands before others.',
    why: 'It always applies, so those behind it are never reached.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: policies,
    wrong: 'directResponse: { conditional: [{ status: 200 }, { condition: "true", status: 201 }] }',
    right: 'directResponse: { conditional: [{ condition: "true", status: 201 }, { status: 200 }] }',
  },
};
