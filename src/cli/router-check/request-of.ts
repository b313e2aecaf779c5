// A test's input as a sample request.
import type { SampleRequest } from '../../http/sample-request.ts';
import type { SyntaxNode } from '../../text/syntax.ts';
import { findValue } from '../../text/syntax.ts';
import type { TestInput } from './tests-file.ts';

/**
 * The tool turns on the one runtime key that a test names: its fraction then counts as configured (0 as 1). Every other route with
 * a runtime fraction never matches.
 */
export function requestOf(input: TestInput, fractions: ReadonlyMap<string, number>): SampleRequest {
  const runtime = Object.fromEntries([...fractions].map(([key, numerator]) => [key, key === input.runtime ? Math.max(1, numerator) : 0]));
  return {
    method: input.method ?? 'GET',
    host: input.authority,
    path: input.path,
    scheme: input.ssl === true ? 'https' : 'http',
    random: input.random_value ?? 0,
    headers: [
      ...(input.additional_request_headers ?? []).map(({ key, value }) => [key, value] as const),
      ...(input.internal === true ? [['x-envoy-internal', 'true'] as const] : []),
    ],
    ...(fractions.size === 0 ? {} : { runtime }),
    ...(input.dynamic_metadata === undefined
      ? {}
      : { metadata: Object.fromEntries(input.dynamic_metadata.map((one) => [one.metadata_namespace, one.value])) }),
  };
}

/** Runtime keys of a configuration's fractions with their default numerators. */
export function runtimeFractions(node: SyntaxNode | undefined): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const walk = (one: SyntaxNode): void => {
    if (one.kind === 'list') one.items.forEach(walk);
    if (one.kind !== 'map') return;
    const key = findValue(one, 'runtime_key') ?? findValue(one, 'runtimeKey');
    if (key?.kind === 'scalar') {
      const fraction = findValue(one, 'default_value') ?? findValue(one, 'defaultValue');
      const numerator = findValue(fraction, 'numerator');
      found.set(key.raw, numerator?.kind === 'scalar' ? Number(numerator.raw) : 0);
    }
    for (const { value } of one.entries) walk(value);
  };
  if (node !== undefined) walk(node);
  return found;
}
