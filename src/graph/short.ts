// A box in the picture has room for some twenty characters, so conditions are shortened to signs: `path starts with /api` is `/api…`, `header x-beta is 1`
// is `x-beta = 1`. What has no row here is shown as it is said.

const SIGNS: readonly (readonly [said: RegExp, sign: string])[] = [
  [/^path starts with \/$/, 'any path'],
  [/^path starts with (.+)$/, '$1…'],
  [/^path is (\S+) or below it$/, '$1/…'],
  [/^path is (.+)$/, '$1'],
  [/^path matches (?:the regex |regex )?(.+)$/, '~ $1'],
  [/^(?:header|query parameter|query|cookie) (\S+) (starts with|contains|ends with|is present|is absent)(.*)$/, '$1 $2$3'],
  [/^(?:header|query parameter|query|cookie) (\S+) is (.+)$/, '$1 = $2'],
  [/^(?:header|query parameter|query|cookie) (\S+) matches (?:the regex |regex )?(.+)$/, '$1 ~ $2'],
  [/^method is (.+)$/, '$1'],
  [/^(?:host|SNI|server name) is (.+)$/, '$1'],
  [/^([\d,]+) of 100 requests(?: \(.*\))?$/, '$1 %'],
];

/** The short form of one condition's words. */
export function shorten(says: string): string {
  for (const [said, sign] of SIGNS) if (said.test(says)) return says.replace(said, sign);
  return says;
}

/** Where a route ends: `answers 404` is `404`, `redirects: host b.test` is `host b.test`. */
export const shortEnd = (says: string): string => says.replace(/^(?:answers |redirects: |redirects to )(?=.)/, '');

/** The name of a filter without what all of its kind begin with. */
export const shortName = (name: string): string => name.replace(/^envoy\.filters\.(?:http|network|listener|udp)\.(?=.)/, '');
