// Of the routes that lost, the nearest says all that would have made it match.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { ask, routes, stepOf } from './support.ts';

const config = routes(`- name: shop
  hostnames: [shop.test]
  matches: [{path: {pathPrefix: /cart}}]
  backends: [{host: a:80}]
- name: beta
  matches: [{path: {pathPrefix: /cart}, headers: [{name: x-beta, value: {exact: 'yes'}}]}]
  backends: [{host: a:80}]
- name: debug
  matches: [{path: {exact: /cart/debug}, method: POST, query: [{name: on, value: {exact: '1'}}]}]
  backends: [{host: a:80}]
- name: plain
  matches: [{path: {pathPrefix: /}}]
  backends: [{host: a:80}]`);

async function nearest(request: SampleRequest, text = config): Promise<unknown> {
  const step = stepOf(await ask(text, request, { trace: true }), 'route');
  return (step?.losers ?? []).flatMap(({ target, wouldMatchIf }) => (wouldMatchIf === undefined ? [] : [[target, ...wouldMatchIf]]));
}

describe('the nearest losing route', () => {
  it('is the one with the least wrong', async () => {
    expect(await nearest({ path: '/cart' })).toEqual([['beta', 'header x-beta is yes']]);
    expect(await nearest({ path: '/cart/debug', method: 'POST', host: 'other.test' })).toEqual([['debug', 'query parameter on is 1']]);
  });

  it('may need another host', async () => {
    const hosts = config.replace(/- name: beta[\s\S]*?(?=\n {4}- name: debug)/, '').replace(/\n\s*\n/, '\n');
    expect(await nearest({ path: '/cart', host: 'www.test' }, hosts)).toEqual([['shop', 'host shop.test']]);
    expect(await nearest({ path: '/x', host: 'www.test' }, hosts)).toEqual([['shop', 'host shop.test', 'path starts with /cart']]);
  });

  it('is told where no route matches at all', async () => {
    const only = routes('- name: only\n  matches: [{path: {exact: /a}, method: GET}]\n  backends: [{host: a:80}]');
    expect(await nearest({ path: '/b', method: 'PUT' }, only)).toEqual([['only', 'path is /a', 'method is GET']]);
  });

  it('is looked for only when a trace is asked for', async () => {
    expect((await ask(config, { path: '/cart' })).trace).toEqual([]);
  });
});
