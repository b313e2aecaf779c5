// Which version of Envoy first knows a name of the API, and which deprecated or removed it. What a new message contains is as old as
// the message, so a name is looked up with everything it stands in.
import { VERSIONS } from './since.ts';

/** The versions whose programs were compared; older ones count as the first of them. */
export const FIRST_KNOWN = '1.36';

type Section = 'since' | 'removed' | 'deprecated';

let sections: Readonly<Record<Section, ReadonlyMap<string, string>>> | undefined;

function sectionsOf(table: string): Readonly<Record<Section, ReadonlyMap<string, string>>> {
  const out: Record<Section, Map<string, string>> = { since: new Map(), removed: new Map(), deprecated: new Map() };
  let section: Section = 'since';
  for (const line of table.split('\n')) {
    const [name, version] = line.split(' ') as [string, string | undefined];
    if (version === undefined) section = name.slice(1) as Section;
    else out[section].set(name.startsWith('~') ? `envoy.${name.slice(1)}` : name, version);
  }
  return out;
}

const look = (section: Section, name: string): string | undefined => {
  sections ??= sectionsOf(VERSIONS);
  return sections[section].get(name);
};

/** `1.39` for what Envoy knows since then; undefined for what 1.36 knew already. `name`: full name of a message, field, enum or value. */
export function sinceOf(name: string): string | undefined {
  let newest: string | undefined;
  for (let at = name; at.includes('.'); at = at.slice(0, at.lastIndexOf('.'))) {
    const found = look('since', at);
    if (found !== undefined && (newest === undefined || isOlder(newest, found))) newest = found;
  }
  return newest;
}

export const removedIn = (name: string): string | undefined => look('removed', name);
export const deprecatedIn = (name: string): string | undefined => look('deprecated', name);

/** Whether version a comes before version b (`1.9` before `1.36`). */
export function isOlder(a: string, b: string): boolean {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor !== bMajor ? aMajor < bMajor : aMinor < bMinor;
}
