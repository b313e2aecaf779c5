// What the functions of the Kubernetes libraries do.
import type { LibraryDocs } from '../../lib/docs.ts';

const compared = (make: string, small: string, large: string): LibraryDocs => ({
  isGreaterThan: { doc: 'Whether the first is greater.', examples: { [`${make}("${large}").isGreaterThan(${make}("${small}"))`]: 'true' } },
  isLessThan: { doc: 'Whether the first is less.', examples: { [`${make}("${small}").isLessThan(${make}("${large}"))`]: 'true' } },
  compareTo: {
    doc: '-1, 0 or 1 as the first is less, equal or greater.',
    examples: { [`${make}("${small}").compareTo(${make}("${large}"))`]: '-1' },
  },
});

const urls: LibraryDocs = {
  url: {
    doc: 'Reads an absolute URL or an absolute path.',
    examples: { 'url("https://a.test:80/x?y=1").getPort()': '"80"', 'url("a b")': 'error' },
  },
  isURL: { doc: 'Whether the string is an absolute URL or path.', examples: { 'isURL("https://a.test/")': 'true' } },
  getScheme: { doc: 'The scheme, or an empty string.', examples: { 'url("https://a.test/").getScheme()': '"https"' } },
  getHost: { doc: 'The host with its port.', examples: { 'url("https://a.test:80/").getHost()': '"a.test:80"' } },
  getHostname: { doc: 'The host without its port.', examples: { 'url("https://a.test:80/").getHostname()': '"a.test"' } },
  getPort: { doc: 'The port, or an empty string.', examples: { 'url("https://a.test/").getPort()': '""' } },
  getEscapedPath: {
    doc: 'The path, percent-encoded.',
    examples: { 'url("https://a.test/with space").getEscapedPath()': '"/with%20space"' },
  },
  getQuery: {
    doc: 'The query parameters: lists of values by name.',
    examples: { 'url("https://a.test/?k=a&k=b").getQuery()': '{"k": ["a", "b"]}' },
  },
};

const regex: LibraryDocs = {
  find: { doc: 'The first match of an RE2 pattern, or an empty string.', examples: { '"abc 123".find("[0-9]+")': '"123"' } },
  findAll: {
    doc: 'Every match of an RE2 pattern, or as many as the limit says.',
    examples: { '"1 2 3".findAll("[0-9]")': '["1", "2", "3"]', '"1 2 3".findAll("[0-9]", 2)': '["1", "2"]' },
  },
};

const lists: LibraryDocs = {
  isSorted: { doc: 'Whether the elements are in ascending order.', examples: { '[1, 2, 2].isSorted()': 'true' } },
  sum: { doc: 'The sum of numbers or durations; 0 of an empty list.', examples: { '[1, 2, 3].sum()': '6' } },
  max: { doc: 'The greatest element; an error for an empty list.', examples: { '[1, 3, 2].max()': '3' } },
  min: { doc: 'The least element; an error for an empty list.', examples: { '[3, 1, 2].min()': '1' } },
  indexOf: { doc: 'Position of the first equal element, or -1.', examples: { '[1, 2, 2].indexOf(2)': '1' } },
  lastIndexOf: { doc: 'Position of the last equal element, or -1.', examples: { '[1, 2, 2].lastIndexOf(2)': '2' } },
  includes: { doc: 'Whether the list has an equal element.', examples: { '[1, 2].includes(2)': 'true' } },
};

const quantities: LibraryDocs = {
  quantity: {
    doc: 'Reads a Kubernetes quantity, such as 50k or 1.5Gi.',
    examples: { 'quantity("1Ki").asInteger()': '1024', 'quantity("x")': 'error' },
  },
  isQuantity: { doc: 'Whether the string is a quantity.', examples: { 'isQuantity("1.3Gi")': 'true' } },
  sign: { doc: '-1, 0 or 1 by the sign of the quantity.', examples: { 'sign(quantity("-5"))': '-1' } },
  ...compared('quantity', '50M', '50Mi'),
  asApproximateFloat: {
    doc: 'The quantity as a double; large or fine ones lose digits.',
    examples: { 'quantity("1500m").asApproximateFloat()': '1.5' },
  },
  asInteger: { doc: 'The quantity as a whole number; an error where it is none.', examples: { 'quantity("50k").asInteger()': '50000' } },
  isInteger: { doc: 'Whether asInteger would succeed.', examples: { 'quantity("1500m").isInteger()': 'false' } },
  add: {
    doc: 'The sum of two quantities, or of a quantity and a whole number.',
    examples: { 'quantity("1k").add(500).asInteger()': '1500' },
  },
  sub: {
    doc: 'The difference of two quantities, or of a quantity and a whole number.',
    examples: { 'quantity("1k").sub(quantity("1")).asInteger()': '999' },
  },
};

const semver: LibraryDocs = {
  semver: {
    doc: 'Reads a semantic version; with true as second argument also v1.2 and the like.',
    examples: { 'semver("1.2.3").minor()': '2', 'semver("v1.2", true).major()': '1', 'semver("1.2")': 'error' },
  },
  isSemver: { doc: 'Whether the string is a semantic version.', examples: { 'isSemver("1.0.0-alpha")': 'true' } },
  ...compared('semver', '1.2.3', '1.10.0'),
  major: { doc: 'The first number.', examples: { 'semver("1.2.3").major()': '1' } },
  minor: { doc: 'The second number.', examples: { 'semver("1.2.3").minor()': '2' } },
  patch: { doc: 'The third number.', examples: { 'semver("1.2.3").patch()': '3' } },
};

/** A format, with a text that is in it and one that is not. */
const named = (doc: string, name: string, good: string, bad: string): LibraryDocs[string] => ({
  doc: `The format of ${doc}`,
  examples: {
    [`format.${name}().validate("${good}").hasValue()`]: 'false',
    [`format.${name}().validate("${bad}").hasValue()`]: 'true',
  },
});

const formats: LibraryDocs = {
  'format.dns1123Label': {
    doc: 'The format of a DNS label (RFC 1123).',
    examples: { 'format.dns1123Label().validate("my-name").hasValue()': 'false' },
  },
  'format.dns1123Subdomain': named('a DNS subdomain (RFC 1123).', 'dns1123Subdomain', 'shop.test', 'Shop'),
  'format.dns1035Label': named('a DNS label that begins with a letter (RFC 1035).', 'dns1035Label', 'shop-1', '1-shop'),
  'format.qualifiedName': named('a qualified name: prefix/name.', 'qualifiedName', 'example.com/team', 'a/b/c'),
  'format.dns1123LabelPrefix': named('the beginning of a DNS label (RFC 1123).', 'dns1123LabelPrefix', 'shop-', '-shop'),
  'format.dns1123SubdomainPrefix': named('the beginning of a DNS subdomain (RFC 1123).', 'dns1123SubdomainPrefix', 'shop-', '.shop'),
  'format.dns1035LabelPrefix': named('the beginning of a DNS label (RFC 1035).', 'dns1035LabelPrefix', 'shop-', '1shop'),
  'format.labelValue': named('the value of a Kubernetes label.', 'labelValue', 'red_1', 'red!'),
  'format.uri': named('an absolute URI.', 'uri', 'https://shop.test/a', 'shop'),
  'format.uuid': named('a UUID.', 'uuid', '123e4567-e89b-42d3-a456-426614174000', '123'),
  'format.byte': named('base64 text.', 'byte', 'aGVsbG8=', 'a b'),
  'format.date': named('a date: 2026-01-31.', 'date', '2026-01-31', '31.1.2026'),
  'format.datetime': named('a date and time (RFC 3339).', 'datetime', '2026-01-31T10:00:00Z', "10 o'clock"),
  'format.named': { doc: 'A format by its name, as an optional value.', examples: { 'format.named("uuid").hasValue()': 'true' } },
  validate: {
    doc: 'What is wrong with a text in the format, as an optional list; none when it fits.',
    examples: { 'format.uuid().validate("x").hasValue()': 'true' },
  },
};

const authorizer: LibraryDocs = {
  path: {
    doc: 'A check of access to a path that is no resource.',
    examples: { 'authorizer.path("/healthz").check("get").allowed()': 'true' },
  },
  group: {
    doc: 'A check of access to resources of an API group.',
    examples: { 'authorizer.group("").resource("pods").check("get").allowed()': 'true' },
  },
  serviceAccount: {
    doc: 'The authorizer of a service account.',
    examples: { 'authorizer.serviceAccount("default", "builder").path("/healthz").check("get").allowed()': 'true' },
  },
  resource: {
    doc: 'The resource that is checked.',
    examples: { 'authorizer.group("apps").resource("deployments").check("delete").allowed()': 'false' },
  },
  subresource: {
    doc: 'The subresource that is checked.',
    examples: { 'authorizer.group("").resource("pods").subresource("log").check("delete").allowed()': 'false' },
  },
  namespace: {
    doc: 'The namespace of the resource.',
    examples: { 'authorizer.group("").resource("pods").namespace("default").check("get").allowed()': 'true' },
  },
  name: {
    doc: 'The name of the resource.',
    examples: { 'authorizer.group("").resource("pods").name("shop").check("get").allowed()': 'true' },
  },
  fieldSelector: {
    doc: 'Restricts the check by a field selector.',
    examples: { 'authorizer.group("").resource("pods").fieldSelector("spec.nodeName=a").check("delete").allowed()': 'false' },
  },
  labelSelector: {
    doc: 'Restricts the check by a label selector.',
    examples: { 'authorizer.group("").resource("pods").labelSelector("team=red").check("delete").allowed()': 'false' },
  },
  check: { doc: 'The decision for a verb.', examples: { 'authorizer.path("/metrics").check("get").allowed()': 'false' } },
  errored: { doc: 'Whether the check failed with an error.', examples: { 'authorizer.path("/healthz").check("get").errored()': 'false' } },
  error: { doc: 'The error of a check that failed.', examples: { 'authorizer.path("/healthz").check("get").error()': '""' } },
  allowed: { doc: 'Whether access is allowed.', examples: { 'authorizer.group("").resource("pods").check("delete").allowed()': 'false' } },
  reason: { doc: 'The reason of the decision.', examples: { 'authorizer.path("/healthz").check("get").reason()': '"path ok"' } },
};

export const kubernetesDocs: Readonly<Record<string, LibraryDocs>> = {
  'kubernetes.urls': urls,
  'kubernetes.regex': regex,
  'kubernetes.lists': lists,
  'kubernetes.quantity': quantities,
  'kubernetes.semver': semver,
  'kubernetes.format': formats,
  'kubernetes.authz': authorizer,
};
