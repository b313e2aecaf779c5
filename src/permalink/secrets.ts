// What looks secret in a state, and the state without it. A link is read by more people than it was meant for, so before one is copied each find is
// named, and redacted unless the person keeps it. Patterns are linear and the texts bounded by the link's own cap.
import type { SharedState } from './state.ts';

export interface Secret {
  /** Stable while the texts stay the same: the place and what kind. */
  readonly id: string;
  readonly kind: string;
  /** Where it stands, in words: `request "no token", header authorization`. */
  readonly where: string;
  /** Enough to recognise it, too little to use it. */
  readonly preview: string;
}

interface Pattern {
  readonly kind: string;
  readonly regex: RegExp;
  /** Which group is secret; what is around it stays. */
  readonly group: number;
}

/** Values that show by their form what they are, wherever they stand. */
const PATTERNS: readonly Pattern[] = [
  { kind: 'JWT signature', regex: /\beyJ[\w-]{5,}\.eyJ[\w-]{2,}\.([\w-]{10,})/g, group: 1 },
  { kind: 'private key', regex: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----([^-]{1,20000})-----END/g, group: 1 },
  {
    kind: 'API key',
    regex:
      /\b((?:sk|pk|rk)-[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,})/g,
    group: 1,
  },
  { kind: 'credentials in an address', regex: /:\/\/[^\s/:@'"]{1,200}:([^\s/@'"]{1,200})@/g, group: 1 },
  { kind: 'authorization', regex: /\b(?:Bearer|Basic|Token)[ \t]+([\w.~+/-]{8,}=*)/gi, group: 1 },
  {
    kind: 'password or key',
    regex:
      /(?:password|passwd|secret|client_?secret|api[-_]?key|access[-_]?key|auth[-_]?token|private[-_]?key)["']?[ \t]*[:=][ \t]*["']?([^\s"'$,{}[\]]{6,})/gi,
    group: 1,
  },
];

/** Headers whose whole value is a credential. */
const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'api-key',
  'apikey',
  'x-auth-token',
  'x-access-token',
  'x-csrf-token',
  'x-amz-security-token',
  'x-goog-api-key',
]);

const SECRET_NAME = /password|passwd|secret|token|api_?key|private_?key|credential/i;

const REDACTED = 'REDACTED';

/** Everything in the state that looks secret, in reading order. */
export function findSecrets(state: SharedState): readonly Secret[] {
  const found: Secret[] = [];
  sweep(state, (secret) => {
    if (!found.some((known) => known.id === secret.id)) found.push(secret);
    return true;
  });
  return found;
}

/** The state without its secrets, but for those whose id is in `keep`. A JWT keeps header and claims; only its signature goes. */
export const redact = (state: SharedState, keep: ReadonlySet<string>): SharedState => sweep(state, (secret) => keep.has(secret.id));

/** Walks every text of a state; `keeps` is asked for each find, and what it does not keep is replaced. */
function sweep(state: SharedState, keeps: (secret: Secret) => boolean): SharedState {
  const inText = (text: string, where: string): string => sweepText(text, where, keeps);
  const whole = (value: string, where: string, kind: string): string =>
    value === '' || value === redactWhole(value) || keeps(secretOf(kind, where, value)) ? value : redactWhole(value);
  return {
    ...state,
    note: inText(state.note, 'note'),
    expression: inText(state.expression, 'expression'),
    earlier: state.earlier.map((file) => ({ ...file, text: inText(file.text, `earlier version of ${file.name}`) })),
    files: state.files.map((file) => ({ ...file, text: inText(file.text, `file ${file.name}`) })),
    env: Object.fromEntries(
      Object.entries(state.env).map(([name, value]) => [
        name,
        SECRET_NAME.test(name)
          ? whole(value, `environment variable ${name}`, 'secret variable')
          : inText(value, `environment variable ${name}`),
      ]),
    ),
    requests: state.requests.map((row) => ({ ...row, request: sweepRequest(row.request, `request "${row.name}"`, inText, whole) })),
  };
}

type Whole = (value: string, where: string, kind: string) => string;
type InText = (text: string, where: string) => string;

/** A request: its secret headers as a whole, every other text by pattern. */
function sweepRequest<R>(request: R, where: string, inText: InText, whole: Whole): R {
  const walk = (value: unknown, path: string, name: string): unknown => {
    if (typeof value === 'string') {
      return SECRET_HEADERS.has(name.toLowerCase())
        ? whole(value, `${where}, header ${name.toLowerCase()}`, 'credential')
        : inText(value, `${where}, ${path}`);
    }
    if (Array.isArray(value))
      return value.map((item: unknown) =>
        name === 'headers' && isPair(item) ? [item[0], walk(item[1], `header ${item[0]}`, item[0])] : walk(item, path, name),
      );
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member, path === '' ? key : `${path} ${key}`, key)]));
  };
  return walk(request, '', '') as R;
}

const isPair = (item: unknown): item is [string, string] =>
  Array.isArray(item) && item.length === 2 && typeof item[0] === 'string' && typeof item[1] === 'string';

function sweepText(text: string, where: string, keeps: (secret: Secret) => boolean): string {
  let out = text;
  for (const { kind, regex, group } of PATTERNS) {
    out = out.replace(regex, (found: string, ...groups: unknown[]) => {
      const secret = groups[group - 1];
      if (typeof secret !== 'string' || secret.includes(REDACTED) || keeps(secretOf(kind, where, secret))) return found;
      const at = found.lastIndexOf(secret);
      return found.slice(0, at) + REDACTED + found.slice(at + secret.length);
    });
  }
  return out;
}

/** A whole credential: its scheme and, of a JWT, everything but the signature stay, so that the request still says what it says. */
function redactWhole(value: string): string {
  const jwt = /^((?:Bearer[ \t]+)?[\w-]+\.[\w-]+)\.[\w-]+$/i.exec(value);
  if (jwt !== null) return `${jwt[1]}.${REDACTED}`;
  const scheme = /^(Bearer|Basic|Token|Digest)[ \t]/i.exec(value);
  return scheme === null ? REDACTED : `${scheme[1]} ${REDACTED}`;
}

const secretOf = (kind: string, where: string, value: string): Secret => ({
  id: `${where}\n${kind}\n${value.length}:${value.slice(0, 2)}${value.slice(-2)}`,
  kind,
  where,
  preview: previewOf(value),
});

const previewOf = (value: string): string =>
  value.length < 12 ? '•'.repeat(value.length) : `${value.slice(0, 4)}…${value.slice(-2)} (${value.length} characters)`;
