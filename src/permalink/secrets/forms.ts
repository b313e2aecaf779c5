// Credentials that show by their form what they are, wherever they stand. Each row is an issuer's own format; the prefixes are those that scanners of
// repositories look for. Every expression begins where no word goes on, so that none is tried twice over the same characters.
import type { Claims } from './find.ts';

/** Issuer and form. Where only a part is secret, it is the first group. */
const FORMS: readonly (readonly [kind: string, form: string])[] = [
  ['key of a model provider', 'sk-[\\w-]{16,}|(?:gsk|hf|fw|r8|nvapi|pplx|xai|tvly|jina|csk)[_-][\\w-]{20,}'],
  ['Stripe key', '(?:sk|rk)_(?:live|test)_\\w{10,}|whsec_[\\w+/=]{16,}'],
  ['GitHub token', 'gh[pousr]_\\w{20,}|github_pat_\\w{20,}'],
  ['GitLab token', 'gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt|oas|ffct)-[\\w.-]{16,}'],
  ['Slack token', 'xox[a-z]-[\\w-]{10,}|xoxe\\.[\\w.-]{10,}|xapp-\\d-[\\w-]{10,}'],
  ['webhook', 'hooks\\.slack\\.com/(?:services|workflows|triggers)/([\\w/-]{16,})'],
  ['webhook', 'discord(?:app)?\\.com/api/webhooks/(\\d+/[\\w-]{30,})'],
  ['AWS access key', '(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?!\\w)'],
  ['Google key', 'AIza[\\w-]{30,}|GOCSPX-[\\w-]{20,}|ya29\\.[\\w-]{20,}|1//0[\\w-]{20,}'],
  ['Azure key', '[\\w~.-]{3}[78]Q~[\\w~.-]{31,34}(?![\\w~.-])'],
  ['package registry token', 'npm_[A-Za-z0-9]{30,}|pypi-AgE[\\w-]{16,}|rubygems_[0-9a-f]{40,}|dckr_(?:pat|oat)_[\\w-]{20,}'],
  ['HashiCorp token', 'hv[sbr]\\.[\\w-]{20,}|[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{40,}'],
  [
    'cloud token',
    'do[opr]_v1_[0-9a-f]{40,}|dapi[0-9a-f]{32}|pscale_(?:tkn|pw|oauth)_[\\w.=-]{20,}|sb(?:p|_secret)_\\w{20,}|pul-[0-9a-f]{40}',
  ],
  [
    'cloud token',
    'HRKU-[\\w-]{30,}|dp\\.(?:pt|st|ct|sa|scim|audit)\\.\\w{20,}|tskey-[a-z]+-[\\w-]{10,}|FlyV1 [\\w+/=,]{20,}|ops_eyJ[\\w+/=-]{50,}',
  ],
  [
    'monitoring key',
    'gl(?:sa|c)_[\\w+/=-]{20,}|NR(?:AK|JS|II)-[\\w-]{19,}|sntry[su]_[\\w+/=-]{20,}|dt0[a-z]\\d\\d\\.[A-Z0-9]{24}\\.[A-Z0-9]{60,}',
  ],
  [
    'SaaS token',
    'lin_(?:api|oauth)_\\w{20,}|ntn_\\w{30,}|secret_[A-Za-z0-9]{40,}|figd_[\\w-]{20,}|PMAK-[0-9a-f-]{30,}|AT[AC]TT3[\\w=-]{20,}|CFPAT-[\\w-]{40,}',
  ],
  [
    'SaaS token',
    'pat(?:-(?:na|eu)\\d)?-[0-9a-f]{8}-[0-9a-f-]{27}|pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}|(?:sdk|api|mob)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}',
  ],
  [
    'shop or mail key',
    'shp(?:at|ss|ca|pa|tka)_[0-9A-Fa-f]{20,}|SG\\.[\\w-]{16,}\\.[\\w-]{16,}|key-[0-9a-f]{32}(?!\\w)|[0-9a-f]{32}-us\\d{1,2}(?!\\w)',
  ],
  ['shop or mail key', 'sq0(?:atp|csp)-[\\w-]{20,}|SK[0-9a-f]{32}(?!\\w)|EAA[A-Za-z0-9]{60,}'],
  ['bot token', '\\d{8,10}:AA[\\w-]{33}(?![\\w-])|[MNO][\\w-]{23,27}\\.[\\w-]{6}\\.[\\w-]{27,}'],
  ['private key', 'AGE-SECRET-KEY-1[0-9A-Z]{50,}'],
  // The beginnings of PEM private keys in base64, as Kubernetes' secrets hold them.
  ['private key', 'LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFURS|BFQyBQUklWQVRF|BPUEVOU1NI|BFTkNSWVBURUQg|BEU0EgUFJJVkFURS)[\\w+/=]{20,}'],
  ['password hash', '\\$(?:apr1|1|2[abxy]|5|6|y|argon2(?:id|i|d))\\$[\\w./$,=+-]{8,}|\\{S?SHA\\d*\\}[\\w+/=]{16,}'],
];

/** Longest credential that is looked for: an expression runs out of stack on a run of some million characters. */
const bounded = (source: string): string => source.replaceAll(',}', ',50000}');

const form = new RegExp(`(?<![\\w-])(?:${FORMS.map(([, source], i) => `(?<k${i}>${bounded(source)})`).join('|')})`, 'gd');

const JWT = /(?<![\w-])eyJ[\w-]{5,50000}\.[\w-]*\.([\w-]{10,50000})(?:\.([\w-]*)\.([\w-]{10,50000}))?/dg;
const PEM = /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----((?:(?!-----)[\s\S]){1,20000})(?:-----END|$)/dg;
/** The private members of a JSON Web Key (RFC 7518 §6.2.2, §6.3.2, §6.4). */
const JWK = /["'](?:d|p|q|dp|dq|qi|k)["'][ \t]*:[ \t]*["']([\w-]{20,50000})["']/dg;
const USER_INFO = /:\/\/[^\s/:@'"]{0,200}:([^\s/@'"]{1,200})@/dg;

/** Claims what is a credential by its form. */
export function claimForms(claims: Claims): void {
  const { text } = claims;
  for (const found of text.matchAll(PEM)) claimGroup(claims, 'private key', found);
  for (const found of text.matchAll(JWT)) {
    const [start, end] = range(found, 0);
    // Of an encrypted token (RFC 7516) everything behind the header is secret.
    const from = found[3] === undefined ? range(found, 1)[0] : start + found[0].indexOf('.') + 1;
    claims.claim(found[3] === undefined ? 'JWT signature' : 'encrypted token', from, end, start, end);
  }
  for (const found of text.matchAll(JWK)) claimGroup(claims, 'private part of a JSON Web Key', found);
  for (const found of text.matchAll(form)) {
    const i = FORMS.findIndex((_, at) => found.groups?.[`k${at}`] !== undefined);
    const part = found
      .slice(1)
      .findIndex((group, at) => group !== undefined && group !== found[0] && found.indices?.[at + 1] !== undefined);
    const [from, to] = range(found, part < 0 ? 0 : part + 1);
    claims.claim(FORMS[i]?.[0] ?? 'API key', from, to);
  }
  for (const found of text.matchAll(USER_INFO)) claimGroup(claims, 'password in an address', found);
}

const range = (found: RegExpMatchArray, group: number): readonly [number, number] => found.indices?.[group] ?? [0, 0];

const claimGroup = (claims: Claims, kind: string, found: RegExpMatchArray): void => claims.claim(kind, ...range(found, 1));
