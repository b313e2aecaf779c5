// How much of a route configuration the passing assertions touch, as the tool counts: every route is one, every cluster of a
// weighted one is one; with all fields counted, a route has five and a redirect two.
import type { Decision } from '../../model/decision.ts';
import type { Model, Route } from '../../model/model.ts';
import type { Checked } from './judge.ts';

const FORWARD_FIELDS = ['cluster_name', 'virtual_cluster_name', 'virtual_host_name', 'path_rewrite', 'host_rewrite'];
const REDIRECT_FIELDS = ['path_redirect', 'code_redirect'];

export class Coverage {
  readonly #fields = new Map<string, Set<string>>();
  readonly #names = new Map<string, { readonly name: string; readonly fields: readonly string[] }>();

  constructor(model: Model) {
    const tables = model.tables ?? model.listeners.flatMap(({ chains }) => chains.flatMap(({ routes }) => routes ?? []));
    for (const { hosts } of tables)
      for (const host of hosts)
        for (const [index, route] of host.routes.entries())
          for (const [key, name] of partsOf(host.name, index, route)) this.#names.set(key, { name, fields: fieldsOf(route) });
  }

  /** Notes the assertions that held for a decision. */
  note({ virtualHost, routeIndex, cluster }: Decision, checked: readonly Checked[]): void {
    if (routeIndex === undefined) return;
    const keys = [keyOf(virtualHost ?? '', routeIndex, cluster), keyOf(virtualHost ?? '', routeIndex, undefined)];
    const key = keys.find((one) => this.#names.has(one));
    if (key === undefined) return;
    const held = checked.filter(({ ok }) => ok).map(({ type }) => type);
    if (held.length === 0) return;
    const known = this.#fields.get(key) ?? new Set();
    for (const type of held) known.add(type);
    this.#fields.set(key, known);
  }

  /** Percent of the routes, or of all their fields. */
  percent(allFields: boolean): number {
    if (this.#names.size === 0) return 0;
    if (!allFields) return (100 * this.#fields.size) / this.#names.size;
    let wanted = 0;
    let found = 0;
    for (const [key, { fields }] of this.#names) {
      wanted += fields.length;
      found += fields.filter((field) => this.#fields.get(key)?.has(field)).length;
    }
    return (100 * found) / wanted;
  }

  /** Routes that no passing assertion touches. */
  get missed(): readonly string[] {
    return [...this.#names].filter(([key]) => !this.#fields.has(key)).map(([, { name }]) => name);
  }
}

const keyOf = (host: string, index: number, cluster: string | undefined): string => JSON.stringify([host, index, cluster ?? null]);

const fieldsOf = ({ action }: Route): readonly string[] =>
  action.kind === 'redirect' || action.kind === 'respond' ? REDIRECT_FIELDS : FORWARD_FIELDS;

function partsOf(host: string, index: number, { action, name }: Route): readonly (readonly [string, string])[] {
  if (action.kind !== 'forward' || action.targets.length < 2) return [[keyOf(host, index, undefined), `${host}: ${name}`]];
  return action.targets.map((target) => [keyOf(host, index, target.name), `${host}: ${name} (${target.name})`]);
}
