// agentgateway 1.4, `apiKey`: keys in the configuration, as text or as `sha256:` hash, mode optional by default. A key that is known is taken out of
// the request; `apiKey` then holds its metadata and the key itself, redacted.

import { sha256 } from '../../../cel/lib/digest.ts';
import { utf8Bytes } from '../../../http/bytes.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { type At, child, dataOf, items, textOf, textsOf } from '../read/at.ts';
import { BEARER, type Location, readLocation, removeCredential } from '../read/location.ts';
import { failure } from '../run/exchange.ts';
import { type CredentialMode, readMode } from './jwt-auth.ts';
import type { PolicyKind } from './kind.ts';
import { sentAt } from './sent.ts';

export interface ApiKey {
  readonly key: string | undefined;
  readonly hash: string | undefined;
  readonly metadata: unknown;
  readonly allowedModels: readonly string[] | undefined;
}

export interface ApiKeySpec {
  readonly keys: readonly ApiKey[];
  readonly mode: CredentialMode;
  readonly location: Location;
}

const readKey = (at: At): ApiKey => ({
  key: textOf(child(at, 'key')),
  hash: textOf(child(at, 'keyHash')),
  metadata: dataOf(child(at, 'metadata')),
  allowedModels: child(at, 'allowedModels').node === undefined ? undefined : textsOf(child(at, 'allowedModels')),
});

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const apiKey: PolicyKind<ApiKeySpec> = {
  key: 'apiKey',
  read: (at) => ({
    keys: items(child(at, 'keys')).map(readKey),
    mode: readMode(child(at, 'mode'), 'optional'),
    location: readLocation(child(at, 'location'), BEARER),
  }),
  says: (spec) => `${spec.mode}, ${spec.keys.length} ${spec.keys.length === 1 ? 'key' : 'keys'}`,
  request: ({ spec, name, id, origin }, x) => {
    const note = (result: 'pass' | 'deny', because: string): void =>
      x.trace.record(() => ({ step: 'apiKey', target: name, entity: id, result, because, origin }));
    const refuse = (error: string, because: string) =>
      failure(
        401,
        'APIKeyAuth',
        `api key authentication failure: ${error}`,
        `Denied by apiKey on ${x.route?.name ?? x.listener?.name ?? 'the gateway'}`,
        `${because}. No backend is called.`,
      );
    const sent = sentAt(spec.location, x);
    if (sent === undefined) {
      note(
        spec.mode === 'strict' ? 'deny' : 'pass',
        spec.mode === 'strict' ? 'no key is sent, and the mode is strict' : `no key is sent; in mode ${spec.mode} the request goes on`,
      );
      return spec.mode === 'strict' ? refuse('no API Key found', 'No key is sent, and the mode is strict') : CONTINUE;
    }
    const known = spec.keys.findLast(
      (key) =>
        key.key === sent || (key.hash !== undefined && key.hash.replace(/^sha256:/i, '').toLowerCase() === hexOf(sha256(utf8Bytes(sent)))),
    );
    if (known === undefined) {
      if (spec.mode === 'permissive') {
        note('pass', 'the key is not known; in mode permissive the request goes on');
        return CONTINUE;
      }
      note('deny', 'the key is not known');
      return refuse('invalid credentials', 'The key is not known');
    }
    note('pass', 'the key is known');
    removeCredential(spec.location, x.request);
    const metadata = typeof known.metadata === 'object' && known.metadata !== null ? known.metadata : {};
    x.facts.set('apiKey', { key: sent, ...metadata });
    x.facts.set(':allowedModels', known.allowedModels);
    return CONTINUE;
  },
};
