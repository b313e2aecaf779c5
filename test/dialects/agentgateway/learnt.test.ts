// What the gateway finds out of a request is told beside the trace, by the names that expressions use.
import { expect, it } from 'vitest';
import { open } from '../../../src/gateway/open.ts';
import { route } from '../../../src/gateway/route.ts';
import { standardServices } from '../../../src/gateway/services.ts';

const CONFIG = `binds:
- port: 80
  listeners:
  - routes:
    - policies:
        apiKey:
          mode: optional
          keys:
          - key: k-north
            metadata: { partner: north }
        transformations:
          request:
            set:
              x-partner: apiKey.partner
      backends: [{ host: "a:80" }]
`;

const learnt = async (headers: Readonly<Record<string, string>>, trace: boolean, more = {}) => {
  const configuration = await open({ files: [{ name: 'a.yaml', text: CONFIG }] });
  const [decision] = await route(configuration, [{ host: 'a.test', path: '/', headers, ...more }], { trace }, standardServices);
  return decision?.learnt;
};

it('names the owner of a key and the claims that were declared', async () => {
  expect(await learnt({ authorization: 'Bearer k-north' }, true)).toMatchObject({ apiKey: { partner: 'north' } });
  expect(await learnt({}, true, { jwt: { sub: 'ann' } })).toMatchObject({ jwt: { sub: 'ann' } });
});

it('is nothing where nothing was found out, and left out without a trace', async () => {
  expect(await learnt({}, true)).toBeUndefined();
  expect(await learnt({ authorization: 'Bearer k-north' }, false)).toBeUndefined();
});
