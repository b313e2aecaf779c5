// What expressions see of bodies: read whole, recorded as they pass, or absent. Rules as the real program has them (agentgateway 1.4).
import { describe, expect, it } from 'vitest';
import { ask, got, indent, sent } from './support.ts';

const LOG = 'frontendPolicies:\n  accessLog: {add: {q: string(request.body), a: string(response.body)}}\n';
const reads = (side: 'request' | 'response', what: 'request' | 'response' = side): string =>
  `transformations: {${side}: {set: {x-body: string(${what}.body), x-there: 'has(${what}.body) ? "yes" : "no"'}}}`;

/** A configuration with policies of the listener, the route and the backend. */
function levels(of: { readonly gateway?: string; readonly route?: string; readonly backend?: string; readonly top?: string }): string {
  const block = (policies: string | undefined, by: number): string =>
    policies === undefined ? '' : `${' '.repeat(by)}policies:\n${indent(policies, by + 2)}\n`;
  return `${of.top ?? ''}binds:
- port: 3000
  listeners:
  - name: l
${block(of.gateway, 4)}    routes:
    - name: r
${block(of.route, 6)}      backends:
      - host: 10.0.0.1:80
${block(of.backend, 8)}`;
}

const request = { method: 'POST', path: '/', body: 'question', responses: { '10.0.0.1:80': { body: 'answer' } } };

describe('a body that no expression of gateway or route names', () => {
  it('is absent for the policies of the backend', async () => {
    const asked = await ask(levels({ backend: reads('request') }), request);
    expect([sent(asked, 'x-body'), sent(asked, 'x-there')]).toEqual([[], ['no']]);
    const answered = await ask(levels({ backend: reads('response') }), request);
    expect([got(answered, 'x-body'), got(answered, 'x-there')]).toEqual([[], ['no']]);
  });

  it('is there, but still empty, where only the log names it', async () => {
    const asked = await ask(levels({ backend: reads('request'), top: LOG }), request);
    expect([sent(asked, 'x-body'), sent(asked, 'x-there')]).toEqual([[''], ['yes']]);
    expect(asked.accessLog?.[0]).toContain('q="question" a="answer"');
  });

  it('is there for all when a policy of the route names it', async () => {
    const asked = await ask(levels({ route: reads('response', 'request'), backend: reads('request') }), request);
    expect(sent(asked, 'x-body')).toEqual(['question']);
  });

  it('comes with variables(), as everything does', async () => {
    const asked = await ask(
      levels({ route: 'transformations: {request: {set: {x-n: string(size(variables()))}}}', backend: reads('request') }),
      request,
    );
    expect(sent(asked, 'x-body')).toEqual(['question']);
  });
});

describe('a body that was read', () => {
  it('stays what it was when its phase began', async () => {
    const replaced = `transformations: {request: {body: '"other"'}}`;
    const before = await ask(
      levels({ gateway: `transformations: {request: {set: {x-g: string(request.body)}, body: '"other"'}}`, route: reads('request') }),
      request,
    );
    expect(sent(before, 'x-body')).toEqual(['question']);
    const after = await ask(levels({ gateway: replaced, route: reads('request') }), request);
    expect(sent(after, 'x-body')).toEqual(['other']);
  });

  it('is the answer as it came, whatever an earlier policy made of it', async () => {
    const decision = await ask(levels({ gateway: reads('response'), route: `transformations: {response: {body: '"other"'}}` }), request);
    expect([got(decision, 'x-body'), decision.response?.body]).toEqual([['answer'], 'other']);
  });

  it('leaves the log empty where it was only recorded and then replaced', async () => {
    const decision = await ask(levels({ route: `transformations: {response: {body: '"other"'}}`, top: LOG }), request);
    expect(decision.accessLog?.[0]).toContain('a=""');
  });
});

describe('a long body', () => {
  const small = 'frontendPolicies:\n  http: {maxBufferSize: 4}\n';
  it('is absent over maxBufferSize, its beginning is there', async () => {
    const policies = `transformations: {request: {set: {x-there: 'has(request.body) ? "yes" : "no"', x-start: string(request.bodyPrefix)}}}`;
    const decision = await ask(levels({ route: policies, top: small }), request);
    expect([sent(decision, 'x-there'), sent(decision, 'x-start')]).toEqual([['no'], ['ques']]);
  });

  it('over two MiB is absent without any setting', async () => {
    const decision = await ask(levels({ route: reads('request') }), { ...request, body: 'x'.repeat(2_097_153) });
    expect(sent(decision, 'x-there')).toEqual(['no']);
  });

  it('of the gateway’s own answers has no limit', async () => {
    const decision = await ask(
      levels({ route: 'directResponse: {status: 200, body: longer}', gateway: reads('response'), top: small }),
      request,
    );
    expect(got(decision, 'x-body')).toEqual(['longer']);
  });

  it('is refused by a buffer without a size of its own, too', async () => {
    expect((await ask(levels({ route: 'buffer: {request: {}}', top: small }), request)).status).toBe(413);
  });

  it('of an answer that a buffer refuses leaves the log without it', async () => {
    const decision = await ask(levels({ route: 'buffer: {response: {maxBytes: 2}}', top: LOG }), request);
    expect([decision.status, decision.accessLog?.[0]?.includes(' a=')]).toEqual([502, false]);
  });
});

describe('a HEAD request', () => {
  it('gets no body, though expressions see the gateway’s own', async () => {
    const policies = 'directResponse: {status: 200, body: own}';
    const decision = await ask(levels({ route: policies, gateway: reads('response') }), { method: 'HEAD', path: '/' });
    expect([got(decision, 'x-body'), decision.response?.body]).toEqual([['own'], '']);
  });
});

describe('the backend', () => {
  const names = `transformations: {response: {set: {x-backend: backend.name, x-path: request.path}}}`;
  it('is known on the way back once its policies let the request through', async () => {
    expect(got(await ask(levels({ route: names }), request), 'x-backend')).toEqual(['/default/default/bind/3000/l/default/r/backend0']);
    const denied = await ask(levels({ route: names, backend: `authorization: {rules: [{deny: 'true'}]}` }), request);
    expect([denied.status, got(denied, 'x-backend'), got(denied, 'x-path')]).toEqual([403, [], ['/']]);
  });

  it('and the request are kept for its own policies only if an expression beyond the response asks', async () => {
    expect(got(await ask(levels({ backend: names, route: reads('response') }), request), 'x-path')).toEqual([]);
    const asks = 'transformations: {response: {set: {x-a: source.address}}}';
    expect(got(await ask(levels({ backend: names, route: asks }), request), 'x-path')).toEqual(['/']);
  });
});

it('a request with a body has a length, which the sample need not write', async () => {
  const decision = await ask(
    levels({ route: `transformations: {request: {set: {x-length: 'request.headers["content-length"]'}}}` }),
    request,
  );
  expect(sent(decision, 'x-length')).toEqual(['8']);
});
