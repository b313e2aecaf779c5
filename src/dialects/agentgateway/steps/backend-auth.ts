// agentgateway 1.4, `backendAuth`: the credential that the backend gets. A fixed key replaces the client's header (Bearer in Authorization unless a
// location is given), `passthrough` sends the client's verified token on; what is signed or fetched anew stands as `*`.
import { CONTINUE } from '../../../simulate/phases.ts';
import { type At, child, hasKey, isPresent, items } from '../read/at.ts';
import { BEARER, type Location, putCredential, readLocation } from '../read/location.ts';
import { readTextSource, type TextSource } from '../read/text-source.ts';
import type { PolicyKind } from './kind.ts';

export type BackendCredential =
  | { readonly kind: 'key'; readonly value: TextSource; readonly location: Location }
  | { readonly kind: 'passthrough'; readonly location: Location }
  /** Signed or fetched by the gateway: `gcp`, `aws`, `azure`, `copilot`, `jwtSign`, `oauthTokenExchange`, `crossAppAccess`. */
  | { readonly kind: 'made'; readonly how: string; readonly location: Location };

export interface BackendAuthSpec {
  readonly credentials: readonly BackendCredential[];
}

const MADE = ['gcp', 'aws', 'azure', 'copilot', 'jwtSign', 'oauthTokenExchange', 'crossAppAccess'];

function read(at: At): BackendAuthSpec {
  if (at.node?.kind === 'scalar') return { credentials: [{ kind: 'made', how: String(at.node.value), location: BEARER }] };
  const credentials: BackendCredential[] = [];
  const key = child(at, 'key');
  if (isPresent(key)) {
    const value = child(key, 'value');
    credentials.push(
      isPresent(value)
        ? { kind: 'key', value: readTextSource(value), location: readLocation(child(key, 'location'), BEARER) }
        : { kind: 'key', value: readTextSource(key), location: BEARER },
    );
  }
  if (hasKey(at, 'passthrough'))
    credentials.push({ kind: 'passthrough', location: readLocation(child(child(at, 'passthrough'), 'location'), BEARER) });
  for (const how of MADE)
    if (hasKey(at, how))
      credentials.push({
        kind: 'made',
        how,
        location: readLocation(child(child(at, how), how === 'oauthTokenExchange' ? 'authorizationLocation' : 'location'), BEARER),
      });
  for (const more of items(child(at, 'credentials')))
    credentials.push({ kind: 'key', value: readTextSource(child(more, 'key')), location: readLocation(child(more, 'location'), BEARER) });
  return { credentials };
}

export const backendAuth: PolicyKind<BackendAuthSpec> = {
  key: 'backendAuth',
  read,
  says: (spec) => spec.credentials.map((credential) => (credential.kind === 'made' ? credential.how : credential.kind)).join(', '),
  request: ({ spec, name, id, origin }, x) => {
    for (const credential of spec.credentials) {
      const token = x.facts.get('jwt.rawToken');
      const apiKey = x.facts.get('apiKey');
      if (credential.kind === 'key')
        putCredential(credential.location, x.request, credential.value.kind === 'text' ? credential.value.text : '*');
      else if (credential.kind === 'passthrough') {
        const own =
          typeof token === 'string'
            ? token
            : typeof apiKey === 'object' && apiKey !== null && 'key' in apiKey
              ? String(apiKey.key)
              : undefined;
        if (own !== undefined) putCredential(credential.location, x.request, own);
      } else {
        putCredential(credential.location, x.request, '*');
        x.trace.assume({
          code: 'made-credential',
          what: `The credential for the backend is made by ${credential.how}; it stands as *.`,
          target: id,
          origin,
        });
      }
    }
    x.trace.record(() => ({
      step: 'backendAuth',
      target: name,
      entity: id,
      result: 'change',
      because: `the backend gets a credential: ${backendAuth.says(spec)}`,
      origin,
    }));
    return CONTINUE;
  },
};
