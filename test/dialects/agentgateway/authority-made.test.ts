// Authorities that a redirect or a rewrite makes, read as the gateway's URI library reads them. What is expected was asked from the real program.
import { describe, expect, it } from 'vitest';
import { ask, policies } from './support.ts';

const failing = (what: string) => ({ status: 500, response: { body: `failed to apply filters: invalid URI: ${what}` } });

describe('a redirect', () => {
  it.each([
    [`{host: 'new.test:1'}`, 'shop.test:8080', 'invalid authority'],
    [`{host: 'a b'}`, 'shop.test', 'invalid uri character'],
    [`{host: ''}`, 'shop.test', 'empty string'],
    [`{full: ''}`, 'shop.test', 'empty string'],
  ])('to authority %s of a request for %s fails: %s', async (authority, host, what) => {
    expect(await ask(policies(`requestRedirect: {authority: ${authority}}`), { host })).toMatchObject(failing(what));
  });

  it.each([
    [`{host: 'new.test:1'}`, 'shop.test', 'http://new.test:1/'],
    [`{full: 'a:b'}`, 'shop.test', 'http://a:b/'],
    [`{host: ''}`, 'shop.test:8080', 'http://:8080/'],
    [`{host: '[::1]'}`, 'shop.test:8080', 'http://[::1]:8080/'],
  ])('to authority %s of a request for %s leads to %s', async (authority, host, location) => {
    const { response } = await ask(policies(`requestRedirect: {authority: ${authority}}`), { host, path: '/' });
    expect(response?.headers).toContainEqual(['location', location]);
  });
});

describe('the path that a transformation sets', () => {
  it.each([
    ['/a?x="y', '/old'],
    ['/a?x=`y', '/a?x=`y'],
    ['/a#b', '/a'],
    ['?a', '/?a'],
    ['*', '*'],
    ['a', '/old'],
    ['', '/old'],
    ['http://x/y', '/old'],
  ])('%j becomes %s', async (value, path) => {
    const text = policies(`transformations: {request: {set: {':path': '${JSON.stringify(value)}'}}}`);
    expect((await ask(text, { path: '/old' })).upstream?.path).toBe(path);
  });
});

describe('a rewrite', () => {
  it.each(['urlRewrite', 'requestRedirect'])('or a redirect (%s) looks at the authority first', async (step) => {
    const text = policies(`${step}: {authority: {full: 'a b'}, path: {prefix: /x}}`).replace(
      '- name: app',
      '- name: app\n      matches: [{path: {exact: /}}]',
    );
    expect(await ask(text, { path: '/' })).toMatchObject(failing('invalid uri character'));
  });

  it('to what is no authority fails before a backend is called', async () => {
    const decision = await ask(policies(`urlRewrite: {authority: {full: 'a b'}}`));
    expect(decision).toMatchObject(failing('invalid uri character'));
    expect(decision.upstream).toBeUndefined();
  });
});
