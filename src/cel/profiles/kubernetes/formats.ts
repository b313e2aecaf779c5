// The named formats of Kubernetes: each gives the reasons why a text does not have it, in the API server's words.
import { decodeBase64 } from '../../values/bytes.ts';
import { isDate } from '../../values/time.ts';
import { parseGoUrl } from './go-url.ts';

export interface Format {
  readonly name: string;
  readonly faults: (text: string) => readonly string[];
}

/** How the API server tells of a pattern: the rule, examples, the pattern. */
const explain = (rule: string, examples: readonly string[], pattern: string): string =>
  `${rule} (e.g. ${examples.map((example) => `'${example}'`).join(',  or ')}, regex used for validation is '${pattern}')`;

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

const LABEL_FAULT = explain(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  ['my-name', '123-abc'],
  LABEL,
);
const SUBDOMAIN_FAULT = explain(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  ['example.com'],
  SUBDOMAIN,
);
const LABEL_1035_FAULT = explain(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  ['my-name', 'abc-123'],
  LABEL_1035,
);
const NAME_RULE = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const NAME_EXAMPLES = ['MyName', 'my.name', '123-abc'];
const LABEL_VALUE_FAULT = explain(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  ['MyValue', 'my_value', '12345'],
  `(${NAME})?`,
);

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
const IS_LABEL = whole('[a-z0-9](?:[-a-z0-9]*[a-z0-9])?');
const IS_LABEL_1035 = whole('[a-z](?:[-a-z0-9]*[a-z0-9])?');
const IS_NAME = whole('[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?');
/** Each label on its own: one pattern for the whole name could take long. */
const isSubdomain = (text: string): boolean => text.split('.').every((label) => IS_LABEL.test(label));

const tooLong = (text: string, limit: number, unit = 'characters'): readonly string[] =>
  text.length > limit ? [`must be no more than ${limit} ${unit}`] : [];

export function labelFaults(text: string): readonly string[] {
  if (IS_LABEL.test(text)) return tooLong(text, 63);
  return [...tooLong(text, 63), isSubdomain(text) ? 'must not contain dots' : LABEL_FAULT];
}
export const subdomainFaults = (text: string): readonly string[] => [
  ...tooLong(text, 253),
  ...(isSubdomain(text) ? [] : [SUBDOMAIN_FAULT]),
];
const label1035Faults = (text: string): readonly string[] => [
  ...tooLong(text, 63),
  ...(IS_LABEL_1035.test(text) ? [] : [LABEL_1035_FAULT]),
];

/** A name that more will be appended to may end with a dash. */
const asPrefix =
  (faults: Format['faults']): Format['faults'] =>
  (text) =>
    faults(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);

function qualifiedNameFaults(text: string): readonly string[] {
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      `${explain(`a valid label key ${NAME_RULE}`, NAME_EXAMPLES, NAME)} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) as string;
  const prefix = parts.length === 2 ? parts[0] : undefined;
  const prefixFaults = prefix === undefined ? [] : prefix === '' ? ['must be non-empty'] : subdomainFaults(prefix);
  const lengthFaults = name === '' ? ['must be non-empty'] : tooLong(name, 63, 'bytes');
  const patternFaults = IS_NAME.test(name) ? [] : [explain(NAME_RULE, NAME_EXAMPLES, NAME)];
  return [
    ...prefixFaults.map((fault) => `prefix part ${fault}`),
    ...[...lengthFaults, ...patternFaults].map((fault) => `name part ${fault}`),
  ];
}

const labelValueFaults = (text: string): readonly string[] => [
  ...tooLong(text, 63, 'bytes'),
  ...(text === '' || IS_NAME.test(text) ? [] : [LABEL_VALUE_FAULT]),
];

const unless =
  (holds: (text: string) => boolean, fault: string): Format['faults'] =>
  (text) =>
    holds(text) ? [] : [fault];

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-]\d\d:?\d\d)$/;

function isFullDate(text: string): boolean {
  const m = DATE.exec(text);
  return m !== null && isDate(Number(m[1]), Number(m[2]), Number(m[3]));
}
function isDateTime(text: string): boolean {
  const m = DATE_TIME.exec(text);
  return m !== null && isFullDate(m[1] as string) && Number(m[2]) < 24 && Number(m[3]) < 60 && Number(m[4]) < 60;
}
const isBase64 = (text: string): boolean => text !== '' && text.length % 4 === 0 && decodeBase64(text) !== undefined;

function uriFaults(text: string): readonly string[] {
  const url = parseGoUrl(text);
  return typeof url === 'string' ? [url] : [];
}

/** By the names under which `format.<name>()` and `format.named('<name>')` give them. */
export const formats: ReadonlyMap<string, Format> = new Map(
  (
    [
      ['dns1123Label', 'DNS1123Label', labelFaults],
      ['dns1123Subdomain', 'DNS1123Subdomain', subdomainFaults],
      ['dns1035Label', 'DNS1035Label', label1035Faults],
      ['qualifiedName', 'QualifiedName', qualifiedNameFaults],
      ['dns1123LabelPrefix', 'DNS1123LabelPrefix', asPrefix(labelFaults)],
      ['dns1123SubdomainPrefix', 'DNS1123SubdomainPrefix', asPrefix(subdomainFaults)],
      ['dns1035LabelPrefix', 'DNS1035LabelPrefix', asPrefix(label1035Faults)],
      ['labelValue', 'LabelValue', labelValueFaults],
      ['uri', 'URI', uriFaults],
      ['uuid', 'uuid', unless((text) => UUID.test(text), 'does not match the UUID format')],
      ['byte', 'byte', unless(isBase64, 'invalid base64')],
      ['date', 'date', unless(isFullDate, 'invalid date')],
      ['datetime', 'datetime', unless(isDateTime, 'invalid datetime')],
    ] as const
  ).map(([id, name, faults]) => [id, { name, faults }]),
);
