// The official conformance suite, one entry a test: as the package @bufbuild/cel-spec ships it, and in its newest form
// where that is checked out.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimpleTest } from '@bufbuild/cel-spec/cel/expr/conformance/test/simple_pb.js';
import { SimpleTestFileSchema } from '@bufbuild/cel-spec/cel/expr/conformance/test/simple_pb.js';
import type { Value as ProtoValue } from '@bufbuild/cel-spec/cel/expr/value_pb.js';
import { getTestRegistry } from '@bufbuild/cel-spec/testdata/registry.js';
import { getConformanceSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import { fromText } from '@bufbuild/protobuf/txtpb';

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

/** The suite that the package ships. */
export const shippedTests = (): readonly OfficialTest[] =>
  numbered(
    getConformanceSuite().suites.flatMap((file) =>
      file.suites.flatMap((section) => section.tests.map(({ original }) => entry(file.name, section.name, original))),
    ),
  );

/** The suite in a folder of `*.textproto` files, as google/cel-spec keeps it; undefined where there is no such folder. */
export function testsIn(folder: string): readonly OfficialTest[] | undefined {
  if (!existsSync(folder)) return undefined;
  const names = readdirSync(folder).filter((name) => name.endsWith('.textproto'));
  return numbered(
    names.sort().flatMap((name) => {
      const { section } = fromText(SimpleTestFileSchema, readFileSync(join(folder, name), 'utf8'), { registry: getTestRegistry() });
      return section.flatMap((part) => part.test.map((test) => entry(name.replace('.textproto', ''), part.name, test)));
    }),
  );
}

function entry(file: string, section: string, test: SimpleTest): OfficialTest {
  const proto = needsProtobuf(test);
  const isCore = !proto && !/_ext$|macros2|optionals/.test(file);
  return { id: `${file}/${section}/${test.name}`, file, section, test, needsProtobuf: proto, isCore };
}

/** Ids made unique by a number where the suite repeats a name. */
function numbered(tests: readonly OfficialTest[]): readonly OfficialTest[] {
  const seen = new Map<string, number>();
  return tests.map((test) => {
    const count = (seen.get(test.id) ?? 0) + 1;
    seen.set(test.id, count);
    return count === 1 ? test : { ...test, id: `${test.id}#${count}` };
  });
}
