// TLS settings: what SPIFFE excludes, and what a listener that ends TLS needs.
import { type At, boolOf, child, isPresent, textOf } from '../../read/at.ts';
import type { Reporter } from '../report.ts';
import { placeOfAt, structsNamed } from './places.ts';
import type { LoaderRule } from './rule.ts';

const SERVER_EXCLUDES = [
  'cert',
  'key',
  'root',
  'cipherSuites',
  'minTLSVersion',
  'minTlsVersion',
  'maxTLSVersion',
  'maxTlsVersion',
  'keyExchangeGroups',
];
const BACKEND_EXCLUDES = ['cert', 'key', 'root', 'keyExchangeGroups'];

export const tlsRule: LoaderRule = ({ structs, top, report }) => {
  for (const at of structsNamed(structs, top.file, 'TLS')) checkServer(at, structs, report);
  for (const at of structsNamed(structs, top.file, 'backend TLS')) {
    if (!isPresent(child(at, 'spiffe'))) continue;
    const other =
      BACKEND_EXCLUDES.find((key) => isPresent(child(at, key))) ??
      ['insecure', 'insecureHost'].find((key) => boolOf(child(at, key)) === true);
    if (other !== undefined)
      report.add('agentgateway/spiffe', placeOfAt(child(at, other)), {
        others: [...BACKEND_EXCLUDES, 'insecure', 'insecureHost'].join(', '),
      });
  }
};

function checkServer(at: At, structs: Parameters<LoaderRule>[0]['structs'], report: Reporter): void {
  const has = (key: string): boolean => isPresent(child(at, key));
  if (!has('spiffe')) {
    if (isTlsRead(at, structs) && !has('cert'))
      report.add('agentgateway/bad-certificate', placeOfAt(at), { because: "'cert' (or 'spiffe') is needed" });
    else if (isTlsRead(at, structs) && !has('key'))
      report.add('agentgateway/bad-certificate', placeOfAt(at), { because: "'key' is needed beside 'cert'" });
    return;
  }
  const other = SERVER_EXCLUDES.find(has) ?? (textOf(child(at, 'mode')) === 'dynamicCa' ? 'mode' : undefined);
  if (other !== undefined)
    report.add('agentgateway/spiffe', placeOfAt(child(at, other)), { others: `${SERVER_EXCLUDES.join(', ')} and mode` });
}

/** In `binds` the settings of a listener that speaks plain HTTP or TCP are not looked at. */
export function isTlsRead(at: At, structs: Parameters<LoaderRule>[0]['structs']): boolean {
  if (!at.path.startsWith('binds[')) return true;
  const owner = structs.find((struct) => struct.path === at.path.replace(/\.tls$/, ''));
  if (owner === undefined) return true;
  const protocol = owner.node.entries.find((entry) => entry.key === 'protocol')?.value;
  const word = protocol?.kind === 'map' ? protocol.entries[0]?.key : protocol?.kind === 'scalar' ? protocol.value : undefined;
  return word === 'HTTPS' || word === 'TLS';
}
