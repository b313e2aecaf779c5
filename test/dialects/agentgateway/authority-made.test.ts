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

describe('a rewrite', () => {
  it('to what is no authority fails before a backend is called', async () => {
    const decision = await ask(policies(`urlRewrite: {authority: {full: 'a b'}}`));
    expect(decision).toMatchObject(failing('invalid uri character'));
    expect(decision.upstream).toBeUndefined();
  });
});
