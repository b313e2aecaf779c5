// Semantic versions 2.0.0: parsing, order (build data does not count), and the lenient reading that Kubernetes offers.

export interface Semver {
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly prerelease: readonly (bigint | string)[];
  readonly build: string;
  readonly text: string;
}

const MAX_UINT = (1n << 64n) - 1n;

function numberOf(text: string): bigint | string {
  if (!/^\d+$/.test(text)) return `Invalid character(s) found in version number "${text}"`;
  if (text.length > 1 && text.startsWith('0')) return `Version number must not contain leading zeroes "${text}"`;
  return text.length > 20 || BigInt(text) > MAX_UINT ? 'version number is out of range' : BigInt(text);
}

/** A version, or why it is none. */
export function parseSemver(text: string): Semver | string {
  if (text === '') return 'Version string empty';
  const parts = text.split('.');
  if (parts.length < 3) return 'No Major.Minor.Patch elements found';
  const major = numberOf(parts[0] as string);
  const minor = numberOf(parts[1] as string);
  const rest = parts.slice(2).join('.');
  const [beforeBuild = '', ...builds] = rest.split('+');
  const dash = beforeBuild.indexOf('-');
  const patch = numberOf(dash < 0 ? beforeBuild : beforeBuild.slice(0, dash));
  for (const n of [major, minor, patch]) if (typeof n === 'string') return n;
  const prerelease = dash < 0 ? [] : identifiers(beforeBuild.slice(dash + 1));
  if (typeof prerelease === 'string') return prerelease;
  const build = builds.join('+');
  if (rest.includes('+') && !build.split('.').every((id) => /^[0-9A-Za-z-]+$/.test(id)))
    return 'Build meta data is empty or has invalid characters';
  return { numbers: [major, minor, patch] as [bigint, bigint, bigint], prerelease, build, text };
}

function identifiers(text: string): readonly (bigint | string)[] | string {
  const out: (bigint | string)[] = [];
  for (const id of text.split('.')) {
    if (id === '') return 'Prerelease is empty';
    if (/^\d+$/.test(id)) {
      if (id.length > 1 && id.startsWith('0')) return `Numeric PreRelease version must not contain leading zeroes "${id}"`;
      const n = BigInt(id);
      if (n > MAX_UINT) return 'prerelease number is out of range';
      out.push(n);
    } else if (/^[0-9A-Za-z-]+$/.test(id)) out.push(id);
    else return `Invalid character(s) found in prerelease "${id}"`;
  }
  return out;
}

/** Without a leading `v`, missing parts as 0, leading zeros cut. */
export function parseLenientSemver(text: string): Semver | string {
  const [major = '', minor, ...more] = text.replace(/^v/, '').split('.');
  const parts = [major, ...(minor === undefined ? [] : [minor]), ...(more.length === 0 ? [] : [more.join('.')])].map(withoutZeros);
  if (parts.length < 3 && /[+-]/.test(parts.at(-1) as string)) return 'short version cannot contain PreRelease/Build meta data';
  while (parts.length < 3) parts.push('0');
  return parseSemver(parts.join('.'));
}

function withoutZeros(part: string): string {
  if (part.length <= 1) return part;
  const rest = part.replace(/^0+/, '');
  return /^\d/.test(rest) ? rest : `0${rest}`;
}

export function compareSemver(a: Semver, b: Semver): number {
  for (let i = 0; i < 3; i++) {
    const [x, y] = [a.numbers[i] as bigint, b.numbers[i] as bigint];
    if (x !== y) return x < y ? -1 : 1;
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0) return Math.sign(b.prerelease.length - a.prerelease.length);
  for (let i = 0; i < Math.min(a.prerelease.length, b.prerelease.length); i++) {
    const order = compareIdentifiers(a.prerelease[i] as bigint | string, b.prerelease[i] as bigint | string);
    if (order !== 0) return order;
  }
  return Math.sign(a.prerelease.length - b.prerelease.length);
}

/** Numbers before words. */
function compareIdentifiers(x: bigint | string, y: bigint | string): number {
  if (x === y) return 0;
  if (typeof x !== typeof y) return typeof x === 'bigint' ? -1 : 1;
  return x < y ? -1 : 1;
}

export function formatSemver({ numbers, prerelease, build }: Semver): string {
  return numbers.join('.') + (prerelease.length === 0 ? '' : `-${prerelease.join('.')}`) + (build === '' ? '' : `+${build}`);
}
