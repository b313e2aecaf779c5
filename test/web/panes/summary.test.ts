// What a request carries, as the short texts beside its address.

import { expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { summarise } from '../../../web/panes/request/summary.ts';

const labels = (request: SampleRequest) => summarise(request).map((item) => item.label);

it('shows nothing of what is not given', () => {
  expect(labels({ method: 'GET', host: 'a.test', path: '/' })).toEqual([]);
});

it('shows the headers that tell something and counts those that nearly every request has', () => {
  const routine = { 'user-agent': 'curl/8', accept: '*/*' };
  expect(labels({ headers: routine })).toEqual(['2 headers']);
  expect(labels({ headers: { ...routine, 'x-beta': '1' } })).toEqual(['x-beta: 1', '+ 2 more headers']);
  expect(labels({ headers: { a: '1', b: '2', c: '3', d: '4' } })).toEqual(['a: 1', 'b: 2', 'c: 3', '+ 1 more header']);
});

it('says what else there is, in one order, each short', () => {
  const request: SampleRequest = {
    body: 'x'.repeat(400),
    jwt: { sub: 'mara', groups: ['beta'], age: 17 },
    tls: { sni: 'shop.test' },
    source: { address: '203.0.113.7' },
    verdicts: { f: { allow: true } },
    random: 7,
  };
  expect(summarise(request).map((item) => item.part)).toEqual(['body', 'jwt', 'connection', 'responses', 'context']);
  expect(labels(request)).toContain('jwt: mara · groups [beta] · age 17');
  expect(labels(request)).toContain('TLS shop.test · 203.0.113.7');
  expect(Math.max(...labels(request).map((label) => label.length))).toBeLessThanOrEqual(44);
});

it('hides the fields of a message that is given as it is', () => {
  expect(labels({ headers: { a: '1' }, raw: 'GET / HTTP/1.1\r\n\r\n' })).toEqual(['raw message']);
});
