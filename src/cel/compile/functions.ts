// Generated code in this process: bodies become functions through `new Function`. A content security policy without `unsafe-eval` forbids
// that, and the attempt is reported as a violation, so nothing here is tried before a caller asks for this back end.
import type { Backend, ProgramRequest } from './backend.ts';
import { type Generated, type GenerateOptions, generate } from './generate.ts';
import { type Maker, type Makers, type Program, programOf, type Run } from './program.ts';

export interface GeneratorOptions {
  /**
   * Evaluations by closures before the code is generated: generating takes as long as hundreds of them. 0: at once. Code that is generated
   * later is made for the types of the variables that it has seen.
   */
  readonly after?: number;
  /** Hears of every expression that has generated code, and of every one that has none, with the reason in words. */
  readonly onProgram?: (program: Program | { readonly refused: string }) => void;
}

/** A good time to generate, by default. */
const DEFAULT_AFTER = 1000;

/** The back end that generates JavaScript and makes it functions of this process. */
export function generator({ after = DEFAULT_AFTER, onProgram }: GeneratorOptions = {}): Backend {
  const build = (request: ProgramRequest, sample: GenerateOptions['sample']): Run => {
    const program = generatedProgram(request, sample);
    onProgram?.(program);
    return 'run' in program ? program.run : request.closures;
  };
  return { programOf: (request) => (after <= 0 ? build(request, undefined) : secondTier(request, after, build)) };
}

/** Closures first; generated code once they have run often enough for it to pay. */
function secondTier(
  request: ProgramRequest,
  after: number,
  build: (request: ProgramRequest, sample: GenerateOptions['sample']) => Run,
): Run {
  let runs = 0;
  let current: Run = (vars) => {
    if (++runs > after) current = build(request, vars);
    return runs > after ? current(vars) : request.closures(vars);
  };
  return (vars) => current(vars);
}

/** The generated program of an expression, or why there is none. */
export function generatedProgram(request: ProgramRequest, sample?: GenerateOptions['sample']): Program | { readonly refused: string } {
  const generated = generate(request.expr, request.env, { ...request.planned, ...(sample === undefined ? {} : { sample }) });
  if ('refused' in generated) return generated;
  try {
    return programOf(functionsOf(generated), generated.links, request.closures);
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    return { refused: `this host makes no functions of text: ${error.message}` };
  }
}

function functionsOf({ light, metered }: Generated): Makers {
  const maker = (body: string | undefined): (() => Maker) | undefined =>
    body === undefined ? undefined : () => new Function('K', 'host', body) as Maker;
  return { light: maker(light), metered: maker(metered) };
}
