/// <reference path="./envoy-words.d.ts" />
// What is said about a message, field or value: the API's own sentences where the build had them, else ours.
import { WORDS } from 'virtual:envoy-words';
import { OWN_WORDS } from './own-words.ts';

let known: ReadonlyMap<string, string> | undefined;

/** Members are indented below what they belong to; the words stand behind a tab. */
function readWords(text: string): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  let owner = '';
  for (const line of text.split('\n')) {
    const tab = line.indexOf('\t');
    if (line.startsWith(' ')) out.set(`${owner}.${line.slice(1, tab)}`, line.slice(tab + 1));
    else {
      owner = tab < 0 ? line : line.slice(0, tab);
      if (tab >= 0) out.set(owner, line.slice(tab + 1));
    }
  }
  return out;
}

/** Sentences about a full name such as `envoy.config.route.v3.RouteAction.cluster`; empty where nobody wrote any. */
export function wordsFor(name: string): string {
  known ??= readWords(`${WORDS}\n${OWN_WORDS}`);
  return known.get(name) ?? '';
}
