// Kubernetes objects by group and kind: one object, a list of them, or a template of some, which is no YAML yet.
import { findValue, type SyntaxNode } from '../../text/syntax.ts';
import type { Certainty, Dialect } from '../dialect.ts';
import { HEAD, textAt } from './tree.ts';

export interface ObjectKind {
  /** API group without version; that of `v1` is empty. */
  readonly group: string;
  readonly kind: string;
}

/** Items of a list that are looked at. */
const MAX_ITEMS = 100;

/** What a document holds: itself, or the items of a `List` (those of a typed list need not repeat its group). */
export function objectsOf(document: SyntaxNode | undefined, text: string): readonly ObjectKind[] {
  const objects = inTree(document, undefined);
  return objects.length === 0 && isTemplate(text) ? inTemplate(text) : objects;
}

function inTree(document: SyntaxNode | undefined, listed: ObjectKind | undefined): readonly ObjectKind[] {
  const version = textAt(document, 'apiVersion');
  const group = version === undefined ? listed?.group : groupOf(version);
  const kind = textAt(document, 'kind') ?? listed?.kind;
  if (group === undefined || kind === undefined) return [];
  const items = findValue(document, 'items');
  if (listed !== undefined || !kind.endsWith('List') || items?.kind !== 'list') return [{ group, kind }];
  const one = { group, kind: kind.slice(0, -'List'.length) };
  return items.items.length === 0 ? [one] : items.items.slice(0, MAX_ITEMS).flatMap((item) => inTree(item, one));
}

const groupOf = (version: string): string => (version.includes('/') ? (version.split('/')[0] as string) : '');

/** Go templates (Helm, and what imitates it): actions in double braces make a text something else than the YAML that comes out of it. */
const isTemplate = (text: string): boolean => /\{\{-?\s*[\w.$"/]/.test(text.slice(0, HEAD));

/** Every version and every kind between two `---`: which of several versions counts is decided when the template is rendered. */
function inTemplate(text: string): readonly ObjectKind[] {
  const valuesOf = (part: string, key: RegExp): readonly string[] => [...part.matchAll(key)].map(([, value]) => value as string);
  return text
    .slice(0, HEAD)
    .split(/^---/m)
    .flatMap((part) => {
      const kinds = valuesOf(part, /^kind:[ \t]*["']?(\w+)/gm).slice(0, MAX_ITEMS);
      const versions = valuesOf(part, /^apiVersion:[ \t]*["']?([\w.-]+(?:\/\w+)?)/gm).slice(0, MAX_ITEMS);
      return kinds.flatMap((kind) => versions.map((version) => ({ group: groupOf(version), kind })));
    });
}

/** Objects of these groups or of groups below them. */
export const kubernetes =
  (...groups: readonly string[]): Dialect['detect'] =>
  (document, text) =>
    certainIf(objectsOf(document, text).some(({ group }) => groups.some((wanted) => group === wanted || group.endsWith(`.${wanted}`))));

export const ingress: Dialect['detect'] = (document, text) =>
  certainIf(
    objectsOf(document, text).some(
      ({ group, kind }) => (group === 'networking.k8s.io' || group === 'extensions') && kind.startsWith('Ingress'),
    ),
  );

/** Any other object: a Service alone is no gateway configuration, but it is known what it is. */
export const otherKubernetes: Dialect['detect'] = (document, text) => certainIf(objectsOf(document, text).length > 0);

const certainIf = (is: boolean): Certainty => (is ? 'certain' : 'no');
