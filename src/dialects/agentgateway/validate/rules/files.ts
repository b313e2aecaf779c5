// Files that the loader reads: certificates, keys, passwords, key sets, API documents. A pasted configuration comes without most of them: what is not given
// beside it is taken to be there and valid, with a warning, but for the certificates that systems bring along.
import { type At, child, textOf } from '../../read/at.ts';
import { givenFile } from '../../read/text-source.ts';
import { placeOfAt, structsNamed } from './places.ts';
import type { LoaderRule } from './rule.ts';
import { isTlsRead } from './tls.ts';

const TLS_FILES = ['cert', 'key', 'root'];

const OF_THE_SYSTEM = /^\/etc\/(?:ssl|pki)\//;

export const fileRule: LoaderRule = ({ structs, top, report, files }) => {
  const need = (at: At): void => {
    const name = textOf(at);
    if (name === undefined || OF_THE_SYSTEM.test(name) || givenFile(files, name) !== undefined) return;
    report.add('agentgateway/missing-file', placeOfAt(at), { name });
  };
  for (const at of structsNamed(structs, top.file, 'file')) need(child(at, 'file'));
  const tls = structsNamed(structs, top.file, 'TLS').filter((at) => isTlsRead(at, structs));
  for (const at of [...tls, ...structsNamed(structs, top.file, 'backend TLS')]) for (const key of TLS_FILES) need(child(at, key));
  need(child(child(top, 'config'), 'localXdsPath'));
};
