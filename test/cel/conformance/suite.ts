// The official conformance suite, as the package @bufbuild/cel-spec ships it, one entry a test.

import type { SimpleTest } from '@bufbuild/cel-spec/cel/expr/conformance/test/simple_pb.js';
import type { Value as ProtoValue } from '@bufbuild/cel-spec/cel/expr/value_pb.js';
import { getConformanceSuite } from '@bufbuild/cel-spec/testdata/tests.js';

export interface OfficialTest {
  /** file/section/name */
  readonly id: string;
  readonly file: string;
  readonly section: string;
  readonly test: SimpleTest;
  /** Needs messages beyond the well-known ones. */
  readonly needsProtobuf: boolean;
  /** Neither protobuf nor an extension library: the core of the language. */
  readonly isCore: boolean;
}

const PROTO = /TestAllTypes|TestRequired|google\.protobuf\.(?!Timestamp|Duration)|cel\.expr\.|Global(Enum|\b)|proto\.(getExt|hasExt)/;

function isMessage(value: ProtoValue | undefined): boolean {
  if (value?.kind.case !== 'objectValue') return false;
  return !/Timestamp|Duration/.test(value.kind.value.typeUrl);
}

/** The rule by which the suite is cut: what names messages or enums, or binds or expects one. */
function needsProtobuf(test: SimpleTest): boolean {
  if (PROTO.test(test.expr) || test.container.startsWith('cel.expr.conformance')) return true;
  if (test.resultMatcher.case === 'value' && isMessage(test.resultMatcher.value)) return true;
  return Object.values(test.bindings).some((b) => b.kind.case === 'value' && isMessage(b.kind.value));
}

/** All tests, with names made unique by a number where the suite repeats one. */
export function officialTests(): readonly OfficialTest[] {
  const seen = new Map<string, number>();
  const tests: OfficialTest[] = [];
  for (const file of getConformanceSuite().suites) {
    for (const section of file.suites) {
      for (const { name, original } of section.tests) {
        const plain = `${file.name}/${section.name}/${name}`;
        const count = (seen.get(plain) ?? 0) + 1;
        seen.set(plain, count);
        const proto = needsProtobuf(original);
        tests.push({
          id: count === 1 ? plain : `${plain}#${count}`,
          file: file.name,
          section: section.name,
          test: original,
          needsProtobuf: proto,
          isCore: !proto && !/_ext$|macros2|optionals/.test(file.name),
        });
      }
    }
  }
  return tests;
}
