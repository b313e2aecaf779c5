// The documentation of a profile's functions: by library, then by name. Loaded when people ask for it.

import { bindingsDocs, listsDocs, optionalsDocs, setsDocs, twoVariableDocs } from '../lib/docs/collections.ts';
import { mathDocs } from '../lib/docs/math.ts';
import { standardDocs } from '../lib/docs/standard.ts';
import { stringsDocs } from '../lib/docs/strings.ts';
import { encodersDocs, networkDocs, protosDocs, regexDocs } from '../lib/docs/texts.ts';
import type { FunctionDoc, LibraryDocs } from '../lib/docs.ts';
import { agentgatewayDocs } from './agentgateway/docs.ts';
import { envoyDocs } from './envoy/docs.ts';
import { kubernetesDocs } from './kubernetes/docs.ts';

const byLibrary: Readonly<Record<string, LibraryDocs>> = {
  standard: standardDocs,
  strings: stringsDocs,
  math: mathDocs,
  lists: listsDocs,
  sets: setsDocs,
  re: regexDocs,
  optionals: optionalsDocs,
  network: networkDocs,
  bindings: bindingsDocs,
  'two-variables': twoVariableDocs,
  protos: protosDocs,
  encoders: encodersDocs,
  agentgateway: agentgatewayDocs,
  envoy: envoyDocs,
  ...kubernetesDocs,
};

/** What is known of a function, operator or macro of a library (by the library's id). */
export function functionDoc(library: string, name: string): FunctionDoc | undefined {
  const docs = Object.hasOwn(byLibrary, library) ? byLibrary[library] : undefined;
  return docs !== undefined && Object.hasOwn(docs, name) ? docs[name] : undefined;
}
