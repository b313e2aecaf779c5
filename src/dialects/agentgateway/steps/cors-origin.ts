// Which origins a list of `allowOrigins` covers (agentgateway 1.4): scheme, host and port are compared one by one, so a default port may be
// written or not; a `*` in the host stands for any text, also none; an entry that is only `*` covers whatever is sent. What is no http or https
// origin (`null`, a path, an IPv6 address) matches nothing else.

interface Origin {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
}

export const isOriginAllowed = (allowed: readonly string[], sent: string): boolean => {
  const origin = readOrigin(sent);
  const plain = origin?.host.includes('*') === true ? undefined : origin;
  return allowed.some((entry) => entry === '*' || (plain !== undefined && covers(readOrigin(entry), plain)));
};

function covers(pattern: Origin | undefined, { scheme, host, port }: Origin): boolean {
  return pattern?.scheme === scheme && pattern.port === port && matchesStars(pattern.host, host);
}

function readOrigin(text: string): Origin | undefined {
  const [, scheme, host, port] = /^(https?):\/\/([^/?#:[\]]+)(?::(\d+))?$/i.exec(text) ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  const number = port === undefined ? (scheme.toLowerCase() === 'https' ? 443 : 80) : Number(port);
  return number < 1 || number > 65535 ? undefined : { scheme: scheme.toLowerCase(), host: host.toLowerCase(), port: number };
}

/** The parts between the stars stand in the text in their order, the first at its begin, the last at its end. */
function matchesStars(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return pattern === text;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
