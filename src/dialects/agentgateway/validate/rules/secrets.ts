// Keys and documents that stand in the file and are read at once: signing keys, OpenAPI documents, issuers that are asked for their keys.
import { child, isPresent, textOf } from '../../read/at.ts';
import { placeOfAt, structsNamed } from './places.ts';
import type { LoaderRule } from './rule.ts';

export const secretRule: LoaderRule = ({ structs, top, report }) => {
  for (const at of structsNamed(structs, top.file, 'jwtSign')) {
    const key = child(at, 'signingKey');
    const text = textOf(key);
    if (text !== undefined && !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
      report.add('agentgateway/bad-value', placeOfAt(key), { because: 'the signing key is no private key in PEM' });
  }
  for (const at of structsNamed(structs, top.file, 'mcpAuthentication')) {
    const issuer = child(at, 'issuer');
    const text = textOf(issuer);
    if (!isPresent(child(at, 'jwks')) && text !== undefined && !/^https?:\/\/[^/\s]/i.test(text))
      report.add('agentgateway/bad-value', placeOfAt(issuer), {
        because: 'without jwks the issuer is asked for its keys, so it must be a URL',
      });
  }
  for (const at of structsNamed(structs, top.file, 'target')) {
    const schema = child(child(at, 'openapi'), 'schema');
    const text = textOf(schema);
    if (text !== undefined && !/(^|[{,\n"'\s])openapi["']?\s*:/.test(text))
      report.add('agentgateway/bad-value', placeOfAt(schema), { because: "an OpenAPI document has a field 'openapi'" });
  }
};
