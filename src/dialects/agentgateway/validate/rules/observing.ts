// Log and traces: the older place in `config` and the newer one in `frontendPolicies` exclude each other, and `config.tracing` needs a collector, by its own
// field or by OpenTelemetry's variables of the environment.

import { type At, child, entries, isPresent, items, textOf } from '../../read/at.ts';
import { isHeaderName } from '../../read/header-name.ts';
import { placeOfAt } from './places.ts';
import type { LoaderRule } from './rule.ts';

export const observingRule: LoaderRule = ({ top, report, env }) => {
  const config = child(top, 'config');
  const frontend = child(top, 'frontendPolicies');
  const tracing = child(config, 'tracing');
  const logging = child(config, 'logging');
  if (isPresent(tracing) && isPresent(child(frontend, 'tracing')))
    report.add('agentgateway/two-places', placeOfAt(tracing), { older: 'config.tracing', newer: 'frontendPolicies.tracing' });
  const isLogged = isPresent(child(frontend, 'accessLog')) || isPresent(child(frontend, 'logging'));
  if (isLogged && saysWhatToLog(logging))
    report.add('agentgateway/two-places', placeOfAt(logging), { older: 'config.logging', newer: 'frontendPolicies.accessLog' });
  if (!isPresent(tracing)) return;
  for (const [name, value] of entries(child(tracing, 'headers')))
    if (!isHeaderName(name)) report.add('agentgateway/bad-value', placeOfAt(value), { because: `'${name}' is no header name` });
  const at = child(tracing, 'otlpEndpoint');
  const endpoint = textOf(at) ?? '';
  if (endpoint === '') {
    if (VARIABLES.some((name) => (env[name] ?? '') !== '')) return;
    report.add('agentgateway/missing-field', placeOfAt(tracing), {
      field: 'otlpEndpoint',
      in: 'tracing',
      doc: 'Address of the collector.',
    });
  } else if (!isEndpoint(endpoint))
    report.add('agentgateway/bad-value', placeOfAt(at), {
      because: `'${endpoint}' is no address of a collector: host:port, or http, https or grpc`,
    });
};

/** How the lines look, and what the process itself logs, may be said beside the newer place. */
function saysWhatToLog(logging: At): boolean {
  const fields = child(logging, 'fields');
  return isPresent(child(logging, 'filter')) || entries(child(fields, 'add')).length > 0 || items(child(fields, 'remove')).length > 0;
}

const VARIABLES = ['OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'];

/** With a scheme a path may follow; without one it is a bare authority. */
const isEndpoint = (text: string): boolean =>
  /^(?:https?|grpc):\/\/[!-.0->@-~][!"$-.0->@-~]*(?:[/?#]\S*)?$/i.test(text) || /^[!-.0-9;-=@-~]+(?::[!-.0-9;-=@-~]*)?$/.test(text);
