// Settings with two names: only one of them may stand there.
import { child, hasKey } from '../../read/at.ts';
import { placeOfAt, structsNamed } from './places.ts';
import type { LoaderRule } from './rule.ts';

const PAIRS: readonly (readonly [struct: string, first: string, second: string])[] = [
  ['frontendPolicies', 'accessLog', 'logging'],
  ['frontendPolicies', 'proxyProtocol', 'proxy'],
  ['TLS', 'minTLSVersion', 'minTlsVersion'],
  ['TLS', 'maxTLSVersion', 'maxTlsVersion'],
  ['model', 'backendTLS', 'tls'],
  ['defaults', 'backendTLS', 'tls'],
];

export const aliasRule: LoaderRule = ({ structs, top, report }) => {
  for (const [name, first, second] of PAIRS)
    for (const at of structsNamed(structs, top.file, name))
      if (hasKey(at, first) && hasKey(at, second))
        report.add('agentgateway/two-spellings', placeOfAt(child(at, second)), { first, second });
};
