// What a call costs (agentgateway 1.4), by the prices in `config.modelCatalog`: of the answer's model, else of the request's. A price is for a million tokens; a tier
// replaces all prices of long contexts. Cached tokens and those of audio are no plain input, reasoning with a price of its own is no plain output.

import { isObject, type JsonObject } from '../../../base/json.ts';
import { child, dataOf, items } from '../read/at.ts';
import type { Exchange } from '../run/exchange.ts';

/** Tokens by kind, as `llm` names them. */
export type Counts = Readonly<Record<string, number | undefined>>;

const RATES = ['input', 'output', 'cacheRead', 'cacheWrite', 'reasoning', 'inputAudio', 'outputAudio'] as const;
type Rates = Readonly<Partial<Record<(typeof RATES)[number], number>>>;

export interface Cost {
  readonly cost: Readonly<Record<string, number>>;
  readonly costRates: Rates;
}

/** Undefined where no price is known. */
export function costOf(x: Exchange, system: string, models: readonly (string | undefined)[], counts: Counts): Cost | undefined {
  const entry = models.map((model) => (model === undefined ? undefined : entryOf(x, system, model))).find((one) => one !== undefined);
  if (entry === undefined) return undefined;
  const rates = ratesOf(entry, counts.inputTokens ?? 0);
  const count = (name: string): number => counts[name] ?? 0;
  const priced = (rate: keyof Rates, name: string): number => (rates[rate] === undefined ? 0 : count(name));
  const special =
    priced('cacheRead', 'cachedInputTokens') + priced('cacheWrite', 'cacheCreationInputTokens') + priced('inputAudio', 'inputAudioTokens');
  const cost = {
    input: price(rates.input, count('inputTokens') - special),
    output: price(
      rates.output,
      count('outputTokens') - priced('reasoning', 'reasoningTokens') - priced('outputAudio', 'outputAudioTokens'),
    ),
    cacheRead: price(rates.cacheRead, count('cachedInputTokens')),
    cacheWrite: price(rates.cacheWrite, count('cacheCreationInputTokens')),
    reasoning: price(rates.reasoning, count('reasoningTokens')),
    inputAudio: price(rates.inputAudio, count('inputAudioTokens')),
    outputAudio: price(rates.outputAudio, count('outputAudioTokens')),
  };
  const total = round(Object.values(cost).reduce((sum, one) => sum + one, 0));
  return { cost: { total, ...cost }, costRates: rates };
}

/** A number, as such or as a text. */
const decimal = (value: unknown): number => (typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN);

/** Prices are decimals: what binary arithmetic leaves over is none of it. */
const round = (value: number): number => Number(value.toPrecision(12));
const price = (rate: number | undefined, tokens: number): number =>
  rate === undefined ? 0 : round((rate * Math.max(0, tokens)) / 1_000_000);

function ratesOf(entry: JsonObject, input: number): Rates {
  const tiers = (Array.isArray(entry.tiers) ? entry.tiers : []).filter(isObject);
  const tier = tiers
    .filter(({ contextOver }) => input > decimal(contextOver))
    .sort((a, b) => decimal(b.contextOver) - decimal(a.contextOver))[0];
  const given = tier?.rates ?? entry.rates;
  if (!isObject(given)) return {};
  return Object.fromEntries(RATES.flatMap((name) => (given[name] === undefined ? [] : [[name, decimal(given[name])] as const])));
}

/** A later catalog counts before an earlier one. */
function entryOf(x: Exchange, system: string, model: string): JsonObject | undefined {
  for (const source of [...items(child(x.model.settings.given, 'modelCatalog'))].reverse()) {
    const found = [dataOf(child(source, 'inline'))].map((catalog) =>
      field(field(field(field(catalog, 'providers'), system), 'models'), model),
    )[0];
    if (isObject(found)) return found;
  }
  return undefined;
}

const field = (value: unknown, name: string): unknown => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);
