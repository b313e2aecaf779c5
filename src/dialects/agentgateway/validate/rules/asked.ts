// Policies that ask a service name it among their own fields. The published schema has `service` there, too; the loader (agentgateway 1.4) refuses it, and
// takes none at all.

import { type At, child, hasKey, isPresent } from '../../read/at.ts';
import { placeOfAt, structsNamed } from './places.ts';
import type { LoaderRule } from './rule.ts';

const ASKING = ['extAuthz', 'extProc', 'remoteRateLimit'].flatMap((name) => [name, `conditional ${name}`]);
const OTHERS = ['processor', 'oauthTokenExchange', 'endpoint'];

export const askedRule: LoaderRule = ({ structs, top, report }) => {
  for (const at of structsNamed(structs, top.file, ...ASKING, ...OTHERS, 'otlp', 'tracing'))
    if (hasKey(at, 'service')) report.add('agentgateway/service-here', placeOfAt(child(at, 'service')), {});
  for (const at of structsNamed(structs, top.file, ...ASKING, ...OTHERS))
    if (asksNobody(at)) report.add('agentgateway/asks-nobody', placeOfAt(at), {});
  const network = child(child(top, 'frontendPolicies'), 'networkExtAuthz');
  if (network.node?.kind === 'map' && !hasKey(child(network, 'protocol'), 'http'))
    report.add('agentgateway/bad-value', placeOfAt(network), { because: "over the network 'protocol' must be 'http'" });
};

const asksNobody = (at: At): boolean =>
  !hasKey(at, 'conditional') && !['service', 'host', 'backend'].some((key) => isPresent(child(at, key)));
