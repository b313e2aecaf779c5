// The functions of the API server, by what it answers (k8s.io/apiserver of Kubernetes 1.37, asked).
import { describe, expect, it } from 'vitest';
import { evaluate, explain, loadProfile } from '../../../src/cel/index.ts';

const kubernetes = (await loadProfile('kubernetes')) ?? expect.fail('no profile');

const run = (expression: string): string => {
  const answer = evaluate(kubernetes, expression);
  return answer.ok ? answer.text : `${answer.stage} error`;
};

describe('functions of Kubernetes', () => {
  describe('URLs', () => {
    it.each<[string, string]>([
      ['isURL("https://example.com:80/a?x=1#f")', 'true'],
      ['isURL("../a")', 'false'],
      ['isURL("example.com")', 'false'],
      ['url("https://user:pw@example.com:80/a b").getHost()', '"example.com:80"'],
      ['url("https://example.com:80/a").getScheme()', '"https"'],
      ['url("https://[::1]:80/a").getHostname()', '"::1"'],
      ['url("https://[::1]:80/a").getPort()', '"80"'],
      ['url("https://example.com/a").getPort()', '""'],
      ['url("https://h/with space/").getEscapedPath()', '"/with%20space/"'],
      ['url("https://h/a?k=%26&k=2&l").getQuery()', '{"k": ["&", "2"], "l": [""]}'],
      ['url("http://[fe80::1%25en0]/")', 'url("http://[fe80::1%25en0]/")'],
      ['url("mailto:a@b").getHost()', '""'],
      ['url("http://h:port/")', 'eval error'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('addresses', () => {
    it.each<[string, string]>([
      ['isIP("127.0.0.1")', 'true'],
      ['isIP("01.2.3.4")', 'false'],
      ['isIP("fe80::1%eth0")', 'false'],
      ['isIP("::ffff:1.2.3.4")', 'false'],
      ['ip("::1").family()', '6'],
      ['ip.isCanonical("2001:DB8::1")', 'false'],
      ['ip.isCanonical("2001:db8::1")', 'true'],
      ['ip("0.0.0.0").isUnspecified()', 'true'],
      ['ip("127.0.0.1").isLoopback()', 'true'],
      ['ip("224.0.0.1").isLinkLocalMulticast()', 'true'],
      ['ip("169.254.1.1").isLinkLocalUnicast()', 'true'],
      ['ip("255.255.255.255").isGlobalUnicast()', 'false'],
      ['string(ip("2001:DB8::1"))', '"2001:db8::1"'],
      ['isCIDR("10.0.0.0/33")', 'false'],
      ['isCIDR("10.1.2.3/8")', 'true'],
      ['cidr("192.168.1.0/24").containsIP("192.168.1.200")', 'true'],
      ['cidr("192.168.1.0/24").containsIP(ip("192.168.2.1"))', 'false'],
      ['cidr("192.168.1.0/24").containsCIDR("192.168.1.128/25")', 'true'],
      ['cidr("192.168.1.0/24").containsCIDR(cidr("192.168.0.0/16"))', 'false'],
      ['cidr("10.1.2.3/8").masked()', 'cidr("10.0.0.0/8")'],
      ['cidr("10.1.2.3/8").ip()', 'ip("10.1.2.3")'],
      ['cidr("::/0").prefixLength()', '0'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('quantities', () => {
    it.each<[string, string]>([
      ['isQuantity("1.5Gi")', 'true'],
      ['isQuantity("1gi")', 'false'],
      ['isQuantity("")', 'false'],
      ['isQuantity("1e3")', 'true'],
      ['quantity(".5")', 'quantity("500m")'],
      ['quantity("1000m") == quantity("1")', 'true'],
      ['quantity("1Gi").isGreaterThan(quantity("1G"))', 'true'],
      ['quantity("1Ki").isLessThan(quantity("1k"))', 'false'],
      ['quantity("1").compareTo(quantity("2"))', '-1'],
      ['quantity("-1k").sign()', 'check error'],
      ['quantity("0").sign()', 'check error'],
      ['quantity("50k").asInteger()', '50000'],
      ['quantity("9999999999999999999999999999G").asInteger()', 'eval error'],
      ['quantity("1.5").isInteger()', 'false'],
      ['quantity("1500m").asApproximateFloat()', '1.5'],
      ['quantity("1k").add(quantity("500m"))', 'quantity("1000500m")'],
      ['quantity("1k").sub(20)', 'quantity("980")'],
      ['quantity("1Mi").sub(quantity("1Ki"))', 'quantity("1023Ki")'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  it('subtract the least int as Go does, whose opposite is itself', () => {
    expect(run('quantity("1").sub(-9223372036854775808)')).toBe('quantity("-9223372036854775807")');
    expect(run('quantity("-2").sub(-9223372036854775808)')).toBe('quantity("9223372036854775806")');
  });

  describe('values of own types in lists and maps', () => {
    it.each<[string, string]>([
      ['[dyn(quantity("1k")), dyn(2)] == [dyn("1k"), dyn(2)]', 'true'],
      ['[dyn(quantity("1k")), dyn(2)] == [dyn("1k"), dyn(3)]', 'false'],
      ['dyn(["1k"]) == dyn([quantity("1k")])', 'false'],
      ['dyn({"q": [semver("1.0.0")]}) != dyn({"q": [ip("::1")]})', 'false'],
      ['dyn({"q": quantity("1")}) == dyn({"r": 1})', 'false'],
      ['dyn([quantity("1")]) == dyn([null])', 'false'],
      ['[quantity("1")] == [quantity("1000m")]', 'true'],
      ['[quantity("1")] == [quantity("2")]', 'false'],
      ['dyn(quantity("1k")) == dyn("1k")', 'eval error'],
    ])('differ only where they can be compared: %s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  it.each<[string, string]>([
    ['{semver("1.0.0"): 1}', 'eval error'],
    ['{b"a": 1}', 'eval error'],
    ['[1].transformMapEntry(i, v, {b"a": v})', 'eval error'],
    ['dyn(b"a") in dyn({"a": 1})', 'eval error'],
    ['dyn(b"a") in dyn(["a"])', 'false'],
    ['{quantity("1"): 1}.size()', '1'],
    ['{[1]: 2}.size()', '1'],
  ])('cannot be keys of maps where they hold slices: %s', (expression, expected) => expect(run(expression)).toBe(expected));

  describe('versions', () => {
    it.each<[string, string]>([
      ['isSemver("1.0.0-alpha.1")', 'true'],
      ['isSemver("v1.0.0")', 'false'],
      ['isSemver("v1.0", true)', 'true'],
      ['isSemver("01.0.0")', 'false'],
      ['semver("v1.2", true)', 'semver("1.2.0")'],
      ['semver("1.2.3").patch()', '3'],
      ['semver("1.0.0-alpha").isLessThan(semver("1.0.0"))', 'true'],
      ['semver("1.0.0-alpha.1").compareTo(semver("1.0.0-alpha.beta"))', '-1'],
      ['semver("1.0.0+a") == semver("1.0.0+b")', 'true'],
      ['semver("2.10.0").isGreaterThan(semver("2.9.0"))', 'true'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('lists', () => {
    it.each<[string, string]>([
      ['[1, 2, 2, 3].isSorted()', 'true'],
      ['["b", "a"].isSorted()', 'false'],
      ['[].isSorted()', 'true'],
      ['[1, 3].sum()', '4'],
      ['[1.5, 2.0].sum()', '3.5'],
      ['[duration("1s"), duration("2m")].sum()', 'duration("121s")'],
      ['[].sum()', '0'],
      ['dyn([1u]).sum()', '1u'],
      ['dyn(["a", "b"]).sum()', 'eval error'],
      ['dyn([timestamp(0)]).sum()', 'eval error'],
      ['[3, 1].min()', '1'],
      ['["a", "c", "b"].max()', '"c"'],
      ['[].max()', 'eval error'],
      ['[1, 2, 2].indexOf(2)', '1'],
      ['[1, 2, 2].lastIndexOf(2)', '2'],
      ['[1].indexOf(9)', '-1'],
      ['[1, 2, 1].distinct()', '[1, 2]'],
      ['[[1], [2, [3]]].flatten()', 'check error'],
      ['[3, 1, 2].sort()', '[1, 2, 3]'],
      ['[1, 2, 3].slice(1, 3)', '[2, 3]'],
      ['["aa", "b"].sortBy(s, size(s))', '["b", "aa"]'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('patterns', () => {
    it.each<[string, string]>([
      ['"abc 123".find("[0-9]+")', '"123"'],
      ['"abc".find("[0-9]+")', '""'],
      ['"1 22 333".findAll("[0-9]+")', '["1", "22", "333"]'],
      ['"1 22 333".findAll("[0-9]+", 2)', '["1", "22"]'],
      ['"1 22 333".findAll("[0-9]+", 0)', '[]'],
      ['"aé".findAll("\\\\w")', '["a"]'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('formats', () => {
    it.each<[string, string]>([
      ['format.dns1123Label().validate("my-name").hasValue()', 'false'],
      [
        'format.dns1123Label().validate("My").value()',
        "[\"a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')\"]",
      ],
      ['format.dns1123Subdomain().validate("a..b").hasValue()', 'true'],
      ['format.dns1035Label().validate("1a").hasValue()', 'true'],
      ['format.qualifiedName().validate("example.com/Team").hasValue()', 'false'],
      ['format.labelValue().validate("a_b").hasValue()', 'false'],
      ['format.uri().validate("/a").hasValue()', 'false'],
      ['format.uuid().validate("123E4567-E89B-42D3-A456-426614174000").hasValue()', 'false'],
      ['format.byte().validate("aGVsbG8").hasValue()', 'true'],
      ['format.date().validate("2026-02-30").hasValue()', 'true'],
      ['format.datetime().validate("2026-01-31T10:00:00").hasValue()', 'true'],
      ['format.named("dns1123Label").hasValue()', 'true'],
      ['format.named("nothing").hasValue()', 'false'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('equality of its own types', () => {
    it.each<[string, string]>([
      ['url("https://a.test") == dyn(1)', 'eval error'],
      ['dyn(1) == url("https://a.test")', 'false'],
      ['url("https://a.test") != dyn(1)', 'true'],
      ['quantity("1") == null', 'false'],
      ['ip("10.0.0.1") == dyn("10.0.0.1")', 'eval error'],
      ['optional.of(quantity("1")) == optional.of(dyn(1))', 'eval error'],
      ['dyn(quantity("1")) == quantity("1000m")', 'true'],
      ['quantity("5") == quantity("4").add(1)', 'eval error'],
      ['quantity("4").add(1) == quantity("5")', 'true'],
      ['quantity("5") != quantity("6").sub(1)', 'true'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('what indexes a map', () => {
    it.each<[string, string]>([
      ['{"a": 1}[dyn([0])]', 'check error'],
      ['{"a": 1}[dyn([0].sortBy(x, x))]', 'eval error'],
    ])('%s is looked at beforehand where it is a literal: %s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  it('gives a list the type of its first element where a wrapper follows', () => {
    expect(evaluate(kubernetes, '[1, google.protobuf.Int64Value{value: 2}]')).toMatchObject({ type: 'list(int)' });
  });

  describe('literals and constants', () => {
    it.each<[string, string]>([
      ['[1, "a"]', 'check error'],
      ['{"a": 1, 2: 3}', 'check error'],
      ['duration("one hour") > duration("1s")', 'check error'],
      ['"x".matches("(")', 'check error'],
      ['"x".matches(string("("))', 'check error'],
      ['"x".matches("(" + "a")', 'eval error'],
      ['type([]) == type({})', 'false'],
      ['1 == 1.0', 'check error'],
      ['int("x") == 1', 'check error'],
      ['"%d".format([1])', '"1"'],
      ['"%.6e|%.2f".format([1.0 / 0.0, 1.0 / 0.0])', '"     ∞|∞"'],
      ['"%s".format([{true: 1}])', '"{true:1}"'],
      ['"%s".format([{1.5: 1}])', 'eval error'],
      ['"%f".format([1])', 'check error'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });
});

describe('the authorizer', () => {
  const ask = (expression: string): string => {
    const answer = evaluate(kubernetes, expression, { authorizer: null }, { types: { authorizer: 'kubernetes.authorization.Authorizer' } });
    return answer.ok ? answer.text : `${answer.stage} error`;
  };
  it.each<[string, string]>([
    ['authorizer.path("/healthz").check("get").allowed()', 'true'],
    ['authorizer.path("/metrics").check("get").reason()', '"path denied"'],
    ['authorizer.group("").resource("pods").namespace("n").name("x").check("get").reason()', '"may get pods"'],
    ['authorizer.group("").resource("pods").subresource("log").check("delete").allowed()', 'false'],
    ['authorizer.serviceAccount("default", "builder").group("apps").resource("deployments").check("list").errored()', 'false'],
  ])('%s', (expression, expected) => expect(ask(expression)).toBe(expected));
});

describe('variables of admission', () => {
  const vars = {
    object: { spec: { replicas: 3 }, metadata: { labels: { team: 'red' } } },
    oldObject: null,
    request: { operation: 'CREATE', userInfo: { groups: ['dev'] } },
    params: { max: 5 },
    variables: { limit: 4 },
  };
  it.each<[string, string]>([
    ['object.spec.replicas <= params.max && object.spec.replicas < variables.limit', 'true'],
    ['oldObject == null', 'true'],
    ['request.operation == "CREATE" && "dev" in request.userInfo.groups', 'true'],
    ['has(object.metadata.annotations) ? 1 : 0', '0'],
    ['object.metadata.labels.?owner.orValue("nobody")', '"nobody"'],
  ])('%s', (expression, expected) => {
    const answer = evaluate(kubernetes, expression, vars);
    expect(answer.ok ? answer.text : answer.message).toBe(expected);
  });

  it('must be known', () => {
    expect(evaluate(kubernetes, 'objct.spec', vars)).toMatchObject({ ok: false, stage: 'check', code: 'undeclared_reference' });
  });
});

describe('costs', () => {
  it('are counted as the API server counts them, and bounded', () => {
    const explained = (size: number) => {
      const xs = Array.from({ length: size }, (_, i) => i);
      return explain(kubernetes, 'xs.all(x, xs.all(y, xs.all(z, x + y + z >= 0)))', { xs }, { types: { xs: 'list(int)' } });
    };
    expect(explained(3).answer).toMatchObject({ ok: true, cost: { actual: expect.any(Number) } });
    expect(explained(80).answer).toMatchObject({ ok: false, stage: 'eval', code: 'limit_exceeded' });
  });
});
