// Filter chains that ask for a server name on a listener that never reads the TLS hello: without tls_inspector there is no name to match.

import type { CheckTable } from '../load/check.ts';
import { anyOf, child, children, originOf, text, texts } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const uninspectedTls: CheckTable = {
  [TypeNames.listener]: (listener, { problems }) => {
    const inspects = children(listener, 'listener_filters').some((f) =>
      /tls_inspector/.test(`${text(f, 'name')} ${anyOf(f, 'typed_config')?.type ?? ''}`),
    );
    const quic = children(listener, 'filter_chains').some((c) =>
      /quic/i.test(anyOf(child(c, 'transport_socket'), 'typed_config')?.type ?? ''),
    );
    if (inspects || quic) return;
    for (const chain of children(listener, 'filter_chains')) {
      const match = child(chain, 'filter_chain_match');
      if (match === undefined || (texts(match, 'server_names').length === 0 && text(match, 'transport_protocol') !== 'tls')) continue;
      problems.warn(
        'uninspected-tls',
        'This chain is never chosen: nothing on the listener reads the TLS hello. Add the listener filter envoy.filters.listener.tls_inspector.',
        originOf(match),
      );
    }
  },
};
