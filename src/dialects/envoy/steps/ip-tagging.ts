// envoy.filters.http.ip_tagging: tags by the client's address, in x-envoy-ip-tags or a header of its own. Envoy 1.40.
import { CONTINUE } from '../../../simulate/phases.ts';
import { cidrOf, inCidr, parseIp } from '../match/cidr.ts';
import { addHeader } from '../routing/header-operations.ts';
import { child, children, optionalWhole, text } from '../schema/message.ts';
import { configOf, type EnvoyStep, statPrefix } from './step.ts';

export const ipTagging: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined) return CONTINUE;
    const prefix = `${statPrefix(s)}ip_tagging.`;
    const internal = s.headers.first('x-envoy-internal') === 'true';
    const type = text(config, 'request_type', 'BOTH');
    const header = child(config, 'ip_tag_header');
    const name = header === undefined ? 'x-envoy-ip-tags' : text(header, 'header').toLowerCase();
    const sanitises = header === undefined ? false : text(header, 'action', 'SANITIZE') === 'SANITIZE';
    if ((type === 'INTERNAL' && !internal) || (type === 'EXTERNAL' && internal)) return CONTINUE;
    const ip = parseIp(s.remote.ip);
    const hits = children(config, 'ip_tags').flatMap((tag) => {
      const lengths = children(tag, 'ip_list').flatMap((r) => {
        const cidr = cidrOf(text(r, 'address_prefix'), optionalWhole(r, 'prefix_len') ?? 0);
        return cidr !== undefined && ip !== undefined && inCidr(cidr, ip) ? [cidr.length] : [];
      });
      return lengths.length === 0 ? [] : [text(tag, 'ip_tag_name')];
    });
    s.counters.add(`${prefix}total`);
    if (sanitises) s.headers.remove(name);
    if (hits.length === 0) s.counters.add(`${prefix}no_hit`);
    else {
      const tags = [...new Set(hits)].sort();
      for (const tag of tags) s.counters.add(`${prefix}${tag}.hit`);
      const old = s.headers.first(name);
      if (header === undefined) addHeader(s.headers, name, tags.join(','));
      else s.headers.set(name, old === undefined ? tags.join(',') : `${old},${tags.join(',')}`);
      s.clearRoute?.();
    }
    return CONTINUE;
  },
};
