// Links and files from elsewhere: whatever is in them, what the store gets has the shape that it takes for granted.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileTable } from '../../../src/base/profiles.ts';
import { readSample } from '../../../src/http/read-sample.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { initialState } from '../../../src/permalink/index.ts';
import { DEFAULT_SETTINGS } from '../../../web/state/settings.ts';
import { sharedStateOf } from '../../../web/state/shared.ts';
import { soundState } from '../../../web/state/sound.ts';
import { createAppStore } from '../../../web/state/store.ts';

const sound = (request: unknown): SampleRequest | undefined =>
  soundState({ ...initialState, requests: [{ name: 'r', request: request as SampleRequest }] }).requests[0]?.request;

describe('a request of a link', () => {
  it.each<[unknown, unknown]>([
    [
      { path: '/a', headers: [1, 2] },
      { path: '/a', headers: [] },
    ],
    [{ headers: { a: { b: 1 }, c: 'd' } }, { headers: [['c', 'd']] }],
    [{ tls: 3, scheme: {}, body: 7, jwt: [1], method: 'PUT' }, { method: 'PUT' }],
    [
      { path: '/', trailers: { a: 1 }, constructor: 1 },
      { path: '/', trailers: { a: 1 }, constructor: 1 },
    ],
  ])('%j', (given, left) => expect(sound(given)).toEqual(left));

  it('has nothing left that would be reported', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('path', 'headers', 'body', 'tls', 'jwt', 'responses', 'host', 'source'), fc.jsonValue()),
        (given) => {
          expect(readSample(sound(given)).problems).toEqual([]);
        },
      ),
    );
  });
});

describe('the rules of a link', () => {
  const store = createAppStore(DEFAULT_SETTINGS);
  store.getState().workspace.edit(store.getState().activeFile, 'binds: []');
  it('are named in it, and those of the page as long as they are the newest', () => {
    const shared = sharedStateOf(store.getState(), 'agentgateway@1.4');
    expect(shared.profile).toBe('agentgateway@1.4');
    expect(soundState(shared).profile).toBe('');
    expect(soundState({ ...shared, profile: 'agentgateway@1.3' }).profile).toBe('agentgateway@1.3');
    expect(sharedStateOf(createAppStore(DEFAULT_SETTINGS).getState(), 'agentgateway@1.4').profile).toBe('');
  });
  it('of a link that names none are the oldest: with a second version of a program, such links have to be given its first', () => {
    const ids = profileTable.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });
});
