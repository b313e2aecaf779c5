// Recorded answers of agentgateway that its cases, as they are asked, cannot reach: for each, what the question leaves out, and that the
// answer is the recorded one as soon as it is given. One that is reached without must leave this list.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate, loadProfile } from '../../../src/cel/index.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { inRoot } from '../../tools/paths.mjs';

interface Case {
  readonly id: string;
  readonly expr?: string;
  readonly context?: string;
  readonly expect: { readonly text?: string; readonly error?: string };
}
interface Context {
  readonly executor?: Readonly<Record<string, unknown>>;
  readonly request?: {
    readonly method?: string;
    readonly uri?: string;
    readonly headers?: SampleRequest['headers'];
    readonly body?: string;
  };
}
interface Asked {
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly request?: SampleRequest;
}

const folder = inRoot('../shared/cases/agentgateway-recorded/cel');
const profile = (await loadProfile('agentgateway')) ?? expect.fail('no profile');

function recorded(id: string): { readonly asked: Case; readonly context: Context } {
  const families: Readonly<Record<string, string>> = { custom: 'custom-functions' };
  const family = id.split('#')[0] as string;
  const { contexts, cases } = JSON.parse(readFileSync(`${folder}/${families[family] ?? family}.json`, 'utf8')) as {
    readonly contexts?: Readonly<Record<string, Context>>;
    readonly cases: readonly Case[];
  };
  const asked = cases.find((one) => one.id === id) ?? expect.fail(`no case ${id}`);
  return { asked, context: contexts?.[asked.context ?? ''] ?? {} };
}

/** The question as it is asked: an executor's variables, or a request from its parts. */
function questionOf({ executor, request }: Context): Asked {
  if (executor !== undefined) return { vars: executor };
  if (request === undefined) return {};
  const absolute = /^([a-z]+):\/\/([^/?#]*)(.*)$/.exec(request.uri ?? '');
  const [, scheme, host, rest = ''] = absolute ?? [];
  const path = absolute === null ? request.uri : rest === '' ? '/' : rest;
  return { request: { ...request, ...(host === undefined ? {} : { scheme, host }), path } as SampleRequest };
}

function answer(expression: string, { vars, request }: Asked): string {
  const found = evaluate(profile, expression, vars ?? {}, request === undefined ? {} : { request });
  return found.ok ? found.text : 'error';
}

const ids = (family: string, ...numbers: readonly number[]) => numbers.map((n) => `${family}#${n}`);

/** What a question leaves out, and the question with it. */
const missing: readonly {
  readonly what: string;
  readonly ids: readonly string[];
  readonly complete: (asked: Asked, context: Context) => Asked;
}[] = [
  {
    what: 'that there is no host: a sample without one has the default host',
    ids: ids('request-uri', 225, 239, 242, 243, 266, 277, 285, 286, 287, 288, 292),
    complete: ({ request }) => ({ request: { ...request, host: null } as SampleRequest }),
  },
  {
    what: 'that nothing is known of the client: a sample has a source',
    ids: ids('claims', 251),
    complete: (asked) => ({ ...asked, vars: { source: {} } }),
  },
  {
    what: 'variables other than the request, which stand in a context of their own form',
    ids: ids('headers', 693, 696, 701, 711, 726),
    complete: (_, context) => ({ vars: context as Readonly<Record<string, unknown>> }),
  },
  {
    what: 'the digits of ints that a JavaScript number does not hold',
    ids: ids('variables', 493, 495, 496, 502),
    complete: ({ vars }) => ({ vars: { ...vars, jwt: { big: 9223372036854775807n, huge: 18446744073709551615n } } }),
  },
  {
    what: 'the token, which is not among the claims',
    ids: ids('claims', 106),
    complete: ({ vars }) => ({ vars: { ...vars, jwt: { rawToken: 'aaa.bbb.ccc' } } }),
  },
];

describe.skipIf(!existsSync(folder))('recorded answers out of reach (../shared/cases; skipped where it is not checked out)', () => {
  describe.each(missing)('leave out $what', ({ ids: listed, complete }) => {
    it.each(listed)('%s', (id) => {
      const { asked, context } = recorded(id);
      const expression = asked.expr ?? expect.fail('no expression');
      const wanted = asked.expect.text ?? 'error';
      const question = questionOf(context);
      expect(answer(expression, question)).not.toBe(wanted);
      expect(answer(expression, complete(question, context))).toBe(wanted);
    });
  });

  it('ask nothing of variables that stand beside no executor and no request (agentgateway/cel-context.json)', () => {
    const { contexts, cases } = JSON.parse(readFileSync(inRoot('../shared/cases/agentgateway/cel-context.json'), 'utf8')) as {
      readonly contexts: Readonly<Record<string, Context>>;
      readonly cases: readonly Case[];
    };
    const { expr, context } = cases.find(({ id }) => id === 'test_source_connect_headers#1') ?? expect.fail('no such case');
    const known = contexts[context ?? ''] ?? expect.fail('no such context');
    expect(questionOf(known)).toEqual({});
    expect(answer(expr ?? '', questionOf(known))).toBe('error');
    expect(answer(expr ?? '', { vars: known as Readonly<Record<string, unknown>> })).toBe('true');
  });

  it('are random: a UUID', () => {
    const { asked } = recorded('functions-general#358');
    const uuid = /^"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$/;
    expect(asked.expect.text).toMatch(uuid);
    expect(answer(asked.expr ?? '', {})).toMatch(uuid);
    expect(answer(asked.expr ?? '', {})).not.toBe(answer(asked.expr ?? '', {}));
  });

  it.each(ids('custom', 1, 3, 5, 14, 15, 18, 26, 27, 32, 33, 35, 36, 44, 45, 46))('have no expression: %s defines functions', (id) => {
    const { asked } = recorded(id);
    expect(asked).toHaveProperty('definitions');
    expect(asked.expr).toBeUndefined();
  });
});
