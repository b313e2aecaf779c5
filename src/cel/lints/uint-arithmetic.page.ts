import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'A whole number is added to (or subtracted from, …) a value that comes out of a JSON text, or out of a list of claims.',
  why: 'agentgateway reads whole numbers of JSON that are not negative as uint, and uint and int do not mix: 1 is an int, 1u a uint. The expression fails for every such number, without a word.',
  source: 'agentgateway 1.4, json() and claims; asked of the real program',
  profile: 'agentgateway',
  use: 'condition',
  wrong: 'json(request.body).max_tokens + 100 < 1000',
  right: 'json(request.body).max_tokens + 100u < 1000',
};
