// What a change of the configuration does to a running Envoy: listeners updated in place, replaced, added, removed, which chains drain,
// clusters modified. A bad resource rejects only itself; a file that cannot be read changes nothing.
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { ClusterChange, Impact, ImpactInput, ListenerChange } from '../../dialect.ts';
import type { Configuration } from '../documents/configuration.ts';
import { validate } from '../load/validate.ts';
import { addressOf } from '../lower/clusters.ts';
import type { Schema } from '../schema/descriptor.ts';
import { child, type Message, originOf, text } from '../schema/message.ts';
import { Problems } from '../schema/problem.ts';
import { contentOf } from './equal.ts';
import { isStaticFile, type Kind, type OpenedFile, openFile } from './files.ts';
import { drained, listenerChange, NOTHING, updateProblem } from './listeners.ts';

interface Update {
  accepted: boolean;
  readonly diagnostics: Diagnostic[];
  readonly listeners: Record<string, ListenerChange>;
  readonly clusters: Record<string, ClusterChange>;
}

/** A record in which every text is a plain name, `__proto__` and `constructor` too. */
const byAnyName = <T>(): Record<string, T> => Object.create(null);

/** Compares the files before and after. */
export function impactOf(input: ImpactInput, schema: Schema): Impact {
  const before = input.before.map((s) => openFile(s, schema));
  const after = input.after.map((s) => openFile(s, schema));
  const bootstrap = input.bootstrap === undefined ? undefined : openFile(input.bootstrap, schema);
  const update: Update = { accepted: true, diagnostics: [], listeners: byAnyName(), clusters: byAnyName() };
  const names = namesOf(before, after, bootstrap);
  for (const file of after) {
    const old = before.find((b) => b.source.name === file.source.name);
    updateFile(old, file, update, names, schema);
  }
  for (const file of before) if (!after.some((a) => a.source.name === file.source.name)) keep(file, update);
  checkEndpoints(before, after, update);
  return update;
}

/** Clusters that a route may name: those that run, and those that arrive with the same change. */
const namesOf = (before: readonly OpenedFile[], after: readonly OpenedFile[], bootstrap: OpenedFile | undefined): ReadonlySet<string> =>
  new Set(
    [...before, ...after, ...(bootstrap === undefined ? [] : [bootstrap])].flatMap((f) =>
      f.configuration.clusters.map((c) => text(c.message, 'name')),
    ),
  );

function keep(file: OpenedFile, update: Update): void {
  for (const l of file.configuration.listeners) update.listeners[text(l.message, 'name')] = NOTHING;
  for (const c of file.configuration.clusters) update.clusters[text(c.message, 'name')] = { change: 'none' };
}

function updateFile(old: OpenedFile | undefined, file: OpenedFile, update: Update, names: ReadonlySet<string>, schema: Schema): void {
  if (old !== undefined && old.source.text === file.source.text) {
    keep(old, update);
    return;
  }
  if (file.unreadable || wrongKind(old, file)) {
    update.accepted = false;
    update.diagnostics.push(...file.problems.list.filter((d) => d.severity === 'error'));
    if (old !== undefined) keep(old, update);
    return;
  }
  if (isStaticFile(file) && file.problems.refused) {
    refuseAll(old, file, update);
    return;
  }
  const kinds = new Set([...(old?.kinds ?? []), ...file.kinds]);
  if (kinds.has('listeners')) updateListeners(old, file, update, names, schema);
  if (kinds.has('clusters')) updateClusters(old, file, update, names, schema);
  for (const kind of ['routes', 'endpoints', 'secrets'] as const) if (kinds.has(kind)) updateOther(kind, old, file, update, names, schema);
}

function refuseAll(old: OpenedFile | undefined, file: OpenedFile, update: Update): void {
  update.accepted = false;
  update.diagnostics.push(...file.problems.list);
  if (old !== undefined) keep(old, update);
}

/** A delivered file holds resources of one kind. */
const wrongKind = (old: OpenedFile | undefined, file: OpenedFile): boolean =>
  old !== undefined && !isStaticFile(file) && old.kinds.length === 1 && file.kinds.some((k) => !old.kinds.includes(k));

/** Whether one resource alone would load, with what is wrong. */
function problemsOf(file: OpenedFile, kind: Kind, m: Message, names: ReadonlySet<string>, schema: Schema): readonly Diagnostic[] {
  const problems = new Problems();
  const only: Configuration = {
    ...file.configuration,
    bare: undefined,
    bootstrap: undefined,
    listeners: [],
    clusters: [],
    routes: [],
    scopedRoutes: [],
    endpoints: [],
    secrets: [],
    [kind]: [{ message: m, dynamic: true }],
  };
  validate(only, schema, problems, names);
  const { start, end } = m.node.span;
  const read = file.problems.list.filter((d) => d.severity === 'error' && d.span.start >= start && d.span.end <= end);
  return [...read, ...problems.list.filter((d) => d.severity === 'error')];
}

const byName = (file: OpenedFile | undefined, kind: Kind): ReadonlyMap<string, Message> =>
  new Map((file?.configuration[kind] ?? []).map((r) => [text(r.message, 'name'), r.message]));

function reject(update: Update, diagnostics: readonly Diagnostic[]): void {
  update.accepted = false;
  update.diagnostics.push(...diagnostics);
}

const fault = (m: Message, message: string): Diagnostic => {
  const origin = originOf(m);
  return { code: 'envoy/update-rejected', severity: 'error', message, file: origin.file, span: origin.span, path: origin.path };
};

function updateListeners(old: OpenedFile | undefined, file: OpenedFile, update: Update, names: ReadonlySet<string>, schema: Schema): void {
  const before = byName(old, 'listeners');
  const after = byName(file, 'listeners');
  for (const [name, m] of before) if (!after.has(name)) update.listeners[name] = { change: 'removed', drainedChains: drained(m) };
  const taken = new Map([...before].filter(([name]) => after.has(name)).map(([name, m]) => [addressOf(child(m, 'address')), name]));
  const seen = new Set<string>();
  for (const { message: m } of file.configuration.listeners) {
    const name = text(m, 'name');
    const running = before.get(name);
    const problems = [...problemsOf(file, 'listeners', m, names, schema)];
    if (seen.has(name)) problems.push(fault(m, `Duplicate listener ${name} found.`));
    else {
      const holder = taken.get(addressOf(child(m, 'address')));
      if (holder !== undefined && holder !== name) problems.push(fault(m, `Listener ${name} has the address of listener ${holder}.`));
      const refused = running === undefined ? undefined : updateProblem(running, m);
      if (refused !== undefined) problems.push(fault(m, refused));
    }
    if (problems.length > 0) {
      reject(update, problems);
      update.listeners[name] ??= NOTHING;
    } else update.listeners[name] = running === undefined ? { change: 'added', drainedChains: [] } : listenerChange(running, m);
    seen.add(name);
  }
}

function updateClusters(old: OpenedFile | undefined, file: OpenedFile, update: Update, names: ReadonlySet<string>, schema: Schema): void {
  const before = byName(old, 'clusters');
  const after = byName(file, 'clusters');
  for (const name of before.keys()) if (!after.has(name)) update.clusters[name] = { change: 'removed' };
  const seen = new Set<string>();
  for (const { message: m } of file.configuration.clusters) {
    const name = text(m, 'name');
    const running = before.get(name);
    const problems = [
      ...problemsOf(file, 'clusters', m, names, schema),
      ...(seen.has(name) ? [fault(m, `Duplicate cluster ${name} found.`)] : []),
    ];
    seen.add(name);
    if (problems.length > 0) {
      reject(update, problems);
      update.clusters[name] ??= { change: 'none' };
    } else update.clusters[name] = { change: running === undefined ? 'added' : contentOf(running) === contentOf(m) ? 'none' : 'modified' };
  }
}

/** Routes, endpoints and secrets keep every connection; a bad answer leaves the old one in force. */
function updateOther(
  kind: 'routes' | 'endpoints' | 'secrets',
  old: OpenedFile | undefined,
  file: OpenedFile,
  update: Update,
  names: ReadonlySet<string>,
  schema: Schema,
): void {
  const now = file.configuration[kind];
  for (const r of now) {
    const problems = problemsOf(file, kind, r.message, names, schema);
    if (problems.length > 0) reject(update, problems);
  }
  if (kind === 'secrets' && now.length === 0) reject(update, []);
  if (kind === 'routes' && now.length > 1)
    reject(
      update,
      now.slice(1).map((r) => fault(r.message, 'A route discovery answer holds one route configuration.')),
    );
  if (kind === 'routes' || kind === 'secrets') {
    const known = new Set((old?.configuration[kind] ?? []).map((r) => text(r.message, 'name')));
    for (const r of now)
      if (known.size > 0 && !known.has(text(r.message, 'name')))
        reject(update, [fault(r.message, `${text(r.message, 'name')} is not what was asked for.`)]);
  }
}

/** Envoy 1.40: an EDS answer must be for the name that the cluster asks for. */
function checkEndpoints(before: readonly OpenedFile[], after: readonly OpenedFile[], update: Update): void {
  const clusters = after.flatMap((f) => f.configuration.clusters.map((c) => c.message)).filter((m) => text(m, 'type') === 'EDS');
  const wanted = new Set(clusters.map((m) => text(child(m, 'eds_cluster_config') ?? m, 'service_name') || text(m, 'name')));
  if (wanted.size === 0) return;
  const changed = after.some(
    (a) =>
      before.find((b) => b.source.name === a.source.name)?.source.text !== a.source.text &&
      (a.kinds.includes('endpoints') || a.kinds.includes('clusters')),
  );
  const answers = after.flatMap((f) => f.configuration.endpoints.map((e) => e.message));
  for (const m of answers)
    if (changed && !wanted.has(text(m, 'cluster_name')))
      reject(update, [fault(m, `No cluster asks for the endpoints of ${text(m, 'cluster_name')} (asked for: ${[...wanted].join(', ')}).`)]);
}
