// The files of a running configuration: what each holds, and whether the running program could read it.

import { lenientJson } from '../../../text/json-options.ts';
import { readJson, readYaml } from '../../../text/read.ts';
import type { Source } from '../../../text/source.ts';
import { findValue } from '../../../text/syntax.ts';
import type { Configuration } from '../documents/configuration.ts';
import { formatOf, openConfiguration } from '../documents/open.ts';
import { rootsOf } from '../load/roots.ts';
import type { Schema } from '../schema/descriptor.ts';
import { Problems } from '../schema/problem.ts';
import { readWhole } from '../schema/read.ts';

export type Kind = 'listeners' | 'clusters' | 'routes' | 'endpoints' | 'secrets' | 'scopedRoutes';
export const KINDS: readonly Kind[] = ['listeners', 'clusters', 'routes', 'endpoints', 'secrets', 'scopedRoutes'];

export interface OpenedFile {
  readonly source: Source;
  readonly configuration: Configuration;
  readonly problems: Problems;
  /** The text could not be read at all, or a resource has no type. */
  readonly unreadable: boolean;
  readonly kinds: readonly Kind[];
}

export function openFile(source: Source, schema: Schema): OpenedFile {
  const problems = new Problems();
  const configuration = openConfiguration([source], schema, problems);
  for (const root of rootsOf(configuration)) readWhole(root);
  const parsed = formatOf(source.name) === 'yaml' ? readYaml(source) : readJson(source, lenientJson);
  const root = parsed.documents[0]?.root;
  const resources = findValue(root, 'resources');
  const untyped =
    resources?.kind === 'list' && resources.items.some((item) => item.kind === 'map' && findValue(item, '@type') === undefined);
  return {
    source,
    configuration,
    problems,
    unreadable: parsed.problems.some((p) => p.severity === 'error') || root === undefined || root.kind !== 'map' || untyped,
    kinds: KINDS.filter((k) => configuration[k].length > 0),
  };
}

export const isStaticFile = (f: OpenedFile): boolean => f.configuration.bootstrap !== undefined;
