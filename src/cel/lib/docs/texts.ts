// What the functions of the regex, encoders, network and protobuf extensions do.
import type { LibraryDocs } from '../docs.ts';

export const regexDocs: LibraryDocs = {
  'regex.extract': {
    doc: 'The first match of the RE2 pattern, or its capture group if it has one, as an optional value.',
    examples: {
      'regex.extract("item-A, item-B", "item-(\\\\w)")': 'optional.of("A")',
      'regex.extract("none", "[0-9]")': 'optional.none()',
    },
  },
  'regex.extractAll': {
    doc: 'Every match, or its capture group if the pattern has one.',
    examples: { 'regex.extractAll("id:123, id:456", "id:(\\\\d+)")': '["123", "456"]' },
  },
  'regex.replace': {
    doc: 'Replaces every match, or as many as the limit says; \\1 in the replacement is the first capture group.',
    examples: {
      'regex.replace("banana", "a", "x")': '"bxnxnx"',
      'regex.replace("banana", "a", "x", 1)': '"bxnana"',
      'regex.replace("foo bar", "(fo)o", "\\\\1")': '"fo bar"',
    },
  },
};

export const encodersDocs: LibraryDocs = {
  'base64.encode': { doc: 'Base64 text of bytes.', examples: { 'base64.encode(b"hello")': '"aGVsbG8="' } },
  'base64.decode': {
    doc: 'Bytes of a base64 text, with or without padding.',
    examples: { 'base64.decode("aGVsbG8=")': 'b"hello"', 'base64.decode("!")': 'error' },
  },
  'base64.encodeUrl': { doc: 'Base64 text in the alphabet for URLs.', examples: { 'base64.encodeUrl(b"\\xfb\\xff")': '"-_8="' } },
  'base64.decodeUrl': {
    doc: 'Bytes of a base64 text in the alphabet for URLs.',
    examples: { 'base64.decodeUrl("-_8=")': 'b"\\xfb\\xff"' },
  },
  'json.encode': { doc: 'JSON text of a value.', examples: { 'json.encode({"a": [1, true]})': '"{\\"a\\":[1,true]}"' } },
  'json.parse': {
    doc: 'The value that a JSON text stands for, as an optional value: none for what is no JSON.',
    examples: { 'json.parse("[1, null]")': 'optional.of([1, null])' },
  },
  'yaml.encode': { doc: 'YAML text of a value.', examples: { 'yaml.encode([1, 2])': '"- 1\\n- 2\\n"' } },
  'yaml.parse': {
    doc: 'The value that a YAML text stands for, as an optional value.',
    examples: { 'yaml.parse("a: b")': 'optional.of({"a": "b"})' },
  },
};

export const networkDocs: LibraryDocs = {
  ip: {
    doc: 'Reads an IPv4 or IPv6 address, or takes the address of a CIDR.',
    examples: {
      'ip("127.0.0.1").family()': '4',
      'ip("127.0.0.256")': 'error',
      'string(cidr("10.0.0.0/8").ip())': '"10.0.0.0"',
    },
  },
  cidr: { doc: 'Reads an address with the length of its prefix.', examples: { 'cidr("10.0.0.0/8").containsIP("10.1.2.3")': 'true' } },
  isIP: { doc: 'Whether the string is an address.', examples: { 'isIP("::1")': 'true', 'isIP("10.0.0.0/8")': 'false' } },
  isCIDR: { doc: 'Whether the string is an address with a prefix length.', examples: { 'isCIDR("10.0.0.0/8")': 'true' } },
  'ip.isCanonical': {
    doc: 'Whether the address is written in its shortest form.',
    examples: { 'ip.isCanonical("2001:db8::1")': 'true', 'ip.isCanonical("2001:DB8::1")': 'false' },
  },
  string: { doc: 'The address as text.', examples: { 'string(ip("2001:DB8::1"))': '"2001:db8::1"' } },
  family: { doc: '4 or 6.', examples: { 'ip("::1").family()': '6' } },
  isUnspecified: { doc: 'Whether it is 0.0.0.0 or ::.', examples: { 'ip("0.0.0.0").isUnspecified()': 'true' } },
  isLoopback: { doc: 'Whether it is in 127.0.0.0/8, or ::1.', examples: { 'ip("127.0.0.1").isLoopback()': 'true' } },
  isLinkLocalMulticast: {
    doc: 'Whether it is in 224.0.0.0/24 or ff02::/16.',
    examples: { 'ip("224.0.0.1").isLinkLocalMulticast()': 'true' },
  },
  isLinkLocalUnicast: { doc: 'Whether it is in 169.254.0.0/16 or fe80::/10.', examples: { 'ip("fe80::1").isLinkLocalUnicast()': 'true' } },
  isGlobalUnicast: {
    doc: 'Whether it is an ordinary address: private ones count.',
    examples: { 'ip("192.168.0.1").isGlobalUnicast()': 'true' },
  },
  containsIP: {
    doc: 'Whether the address lies in the network.',
    examples: { 'cidr("192.168.0.0/24").containsIP(ip("192.168.1.1"))': 'false' },
  },
  containsCIDR: {
    doc: 'Whether the other network lies in this one.',
    examples: { 'cidr("10.0.0.0/8").containsCIDR("10.1.0.0/16")': 'true' },
  },
  masked: {
    doc: 'The network with the bits behind its prefix cleared.',
    examples: { 'string(cidr("10.1.2.3/8").masked())': '"10.0.0.0/8"' },
  },
  prefixLength: { doc: 'Length of the prefix in bits.', examples: { 'cidr("10.0.0.0/8").prefixLength()': '8' } },
  isMask: {
    doc: 'Whether the address is its own network: nothing is set behind the prefix.',
    examples: { 'cidr("10.0.0.0/8").isMask()': 'true' },
  },
};

export const protosDocs: LibraryDocs = {
  'proto.getExt': { doc: 'Extension field of a proto2 message, by its full name.' },
  'proto.hasExt': { doc: 'Whether a proto2 message has an extension field, by its full name.' },
};
