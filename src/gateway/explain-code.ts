// From a code to its explanation page. The pages of an area are loaded when one of them is asked for.
import type { ConfigPage, Explained, ExplainedExample, ExpressionPage } from '../diagnostics/page.ts';

/** Where the pages of codes are, by what stands before the slash. */
const common = () => import('./pages/index.ts');
const configAreas: Readonly<Record<string, () => Promise<{ readonly pages: Readonly<Record<string, ConfigPage>> }>>> = {
  agentgateway: () => import('../dialects/agentgateway/pages/index.ts'),
  envoy: () => import('../dialects/envoy/pages/index.ts'),
  gateway: common,
  json: common,
  text: common,
  yaml: common,
};

/**
 * The page of a code: `envoy/shadowed-route`, `cel/deny_may_fail`. A code without a slash is an expression's. Undefined when no such
 * code exists.
 */
export async function explainCode(code: string): Promise<Explained | undefined> {
  // Faults of the text itself have their dialect's name in front: `envoy/json-comment`.
  const named = code.includes('/') ? code.replace(/^\w+\/(json|yaml|text)-/, '$1/') : `cel/${code}`;
  const area = named.slice(0, named.indexOf('/'));
  if (area === 'cel') return expressionPage(named);
  const load = Object.hasOwn(configAreas, area) ? configAreas[area] : undefined;
  if (load === undefined) return undefined;
  const page = own((await load()).pages, named);
  return page === undefined
    ? undefined
    : explained(named, page, (text) => ({ language: 'config', text, whole: page.frame?.(text) ?? text }));
}

/** Every code that has a page. */
export async function explainableCodes(): Promise<readonly string[]> {
  const areas = [...new Set(Object.values(configAreas)), () => import('../cel/pages/index.ts')];
  return (await Promise.all(areas.map(async (load) => Object.keys((await load()).pages)))).flat();
}

async function expressionPage(code: string): Promise<Explained | undefined> {
  const { pages } = await import('../cel/pages/index.ts');
  const page = own(pages, code);
  if (page === undefined) return undefined;
  const { profile = 'cel', frame } = page;
  return explained(code, page, (text) => ({ language: 'cel', text, whole: frame?.(text) ?? text, profile }));
}

function explained(code: string, page: ConfigPage | ExpressionPage, example: (text: string) => ExplainedExample): Explained {
  const { means, why, source, wrong, right } = page;
  return { code, means, why, source, wrong: example(wrong), right: example(right) };
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);
