// The section `llm`: names, providers with what they need, virtual models.
import { fitsPattern } from '../../llm/choose-model.ts';
import { type At, child, isPresent, items, textOf } from '../../read/at.ts';
import type { Reporter } from '../report.ts';
import { placeOfAt } from './places.ts';
import type { LoaderRule } from './rule.ts';

export const llmRule: LoaderRule = ({ top, report }) => {
  const llm = child(top, 'llm');
  const models = items(child(llm, 'models'));
  const providers = items(child(llm, 'providers'));
  reportTwice(
    providers.map((at) => child(at, 'name')),
    'The provider',
    report,
  );
  reportTwice(
    models.map((at) => child(at, 'id')),
    'The model id',
    report,
  );
  for (const model of models) checkModel(model, providers, report);
  const patterns = models.flatMap((at) => textOf(child(at, 'name')) ?? []);
  for (const virtual of items(child(llm, 'virtualModels'))) checkVirtual(virtual, patterns, report);
};

function reportTwice(names: readonly At[], what: string, report: Reporter): void {
  const seen = new Set<string>();
  for (const at of names) {
    const name = textOf(at);
    if (name === undefined) continue;
    if (seen.has(name)) report.add('agentgateway/duplicate-name', placeOfAt(at), { what, name });
    seen.add(name);
  }
}

/** What a built-in provider cannot do without, by its word. */
const NEEDS: Readonly<Record<string, string>> = { bedrock: 'awsRegion', vertex: 'vertexProject', azure: 'azureResourceName' };

function checkModel(at: At, providers: readonly At[], report: Reporter): void {
  const name = textOf(child(at, 'name')) ?? '';
  const stars = name.split('*').length - 1;
  if (stars > 1 || (stars === 1 && !name.startsWith('*') && !name.endsWith('*')))
    report.add('agentgateway/model-wildcard', placeOfAt(child(at, 'name')), { name });
  if (textOf(child(at, 'id')) === '') report.add('agentgateway/empty-id', placeOfAt(child(at, 'id')), {});
  const reference = child(child(at, 'provider'), 'reference');
  const referenced = textOf(reference);
  const entry = referenced === undefined ? undefined : providers.find((one) => textOf(child(one, 'name')) === referenced);
  if (referenced !== undefined && entry === undefined)
    report.add('agentgateway/unknown-provider', placeOfAt(reference), { name: referenced });
  checkParams(at, entry, report);
}

function checkParams(at: At, entry: At | undefined, report: Reporter): void {
  const params = [child(at, 'params'), ...(entry === undefined ? [] : [child(entry, 'params')])];
  const has = (key: string): boolean => params.some((one) => isPresent(child(one, key)));
  const provider = entry === undefined ? child(at, 'provider') : child(entry, 'provider');
  const word = textOf(provider);
  const need = word !== undefined && Object.hasOwn(NEEDS, word) ? NEEDS[word] : undefined;
  if (need !== undefined && !has(need))
    report.add('agentgateway/missing-field', placeOfAt(child(at, 'params')), {
      field: need,
      in: `params of ${word}`,
      doc: 'the provider’s address depends on it',
    });
  const custom = child(provider, 'custom');
  if (isPresent(custom)) {
    const formats = child(custom, 'formats');
    if (formats.node?.kind === 'list' && formats.node.items.length === 0)
      report.add('agentgateway/too-few', placeOfAt(formats), { least: 1 });
    else if (!has('baseUrl') && !has('hostOverride'))
      report.add('agentgateway/missing-field', placeOfAt(child(at, 'params')), {
        field: 'baseUrl',
        in: 'params of a custom provider',
        doc: 'its address',
      });
  }
  for (const one of params) {
    const url = textOf(child(one, 'baseUrl'));
    if (url !== undefined && !/^https?:\/\/[^/\s]+/i.test(url))
      report.add('agentgateway/bad-value', placeOfAt(child(one, 'baseUrl')), { because: `'${url}' is no http or https URL` });
  }
}

const STRATEGIES = ['weighted', 'failover', 'conditional'] as const;

function checkVirtual(at: At, patterns: readonly string[], report: Reporter): void {
  const routing = child(at, 'routing');
  const chosen = STRATEGIES.filter((strategy) => isPresent(child(routing, strategy)));
  if (chosen.length !== 1) {
    report.add('agentgateway/one-strategy', placeOfAt(routing), {});
    return;
  }
  const list = child(child(routing, chosen[0] as string), 'targets');
  const targets = items(list);
  if (list.node?.kind === 'list' && targets.length === 0) report.add('agentgateway/too-few', placeOfAt(list), { least: 1 });
  for (const target of targets) {
    const name = textOf(child(target, 'model'));
    if (name !== undefined && !patterns.some((pattern) => fitsPattern(pattern, name)))
      report.add('agentgateway/unknown-model', placeOfAt(child(target, 'model')), { name });
  }
  const early = chosen[0] === 'conditional' ? targets.slice(0, -1).find((target) => !isPresent(child(target, 'when'))) : undefined;
  if (early !== undefined) report.add('agentgateway/fallback-last', placeOfAt(early), {});
}
