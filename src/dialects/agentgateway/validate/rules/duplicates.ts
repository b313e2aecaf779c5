// A field that stands twice. The loader (agentgateway 1.4) refuses it, but not where it first reads a part of the file as a plain map, in which the last
// one wins: alternatives under conditions, tokens, `ai` backends. Names that people choose may repeat everywhere. A backend's own transformations have no
// alternatives and are read directly; of a credential beside `credentials` only the list counts.
import type { LoaderRule } from './rule.ts';

const PLAIN = /(?:^|\.)(?:jwtAuth|transformations|directResponse|extAuthz|extProc|remoteRateLimit)(?:[.[]|$)|backends\[\d+\]\.ai(?:[.[]|$)/;

const DIRECT = /(?:^|\.)backends\[\d+\]\.policies\.transformations(?:[.[]|$)/;

export const duplicateRule: LoaderRule = ({ structs, report }) => {
  for (const { name, node, path } of structs) {
    const seen = new Set<string>();
    const hasList = name === 'backendAuth' && node.entries.some(({ key }) => key === 'credentials');
    for (const { key, keySpan } of node.entries) {
      const counts = !(name === 'match' && key === 'method') && !(hasList && key !== 'credentials');
      if (seen.has(key) && counts && (DIRECT.test(path) || !PLAIN.test(path)))
        report.add('agentgateway/twice', { path: path === '' ? key : `${path}.${key}`, span: keySpan }, { field: key });
      seen.add(key);
    }
  }
};
