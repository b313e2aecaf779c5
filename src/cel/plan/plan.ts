// A tree becomes a function: planned once, run many times. The plan needs no checker (some programs have none), but what a
// checker found makes names and overloads certain.
import { unreachable } from '../../base/assert.ts';
import type { Checked } from '../check/checked.ts';
import type { Environment } from '../check/environment.ts';
import { extensions, shortWays } from '../parts.ts';
import type { Expr } from '../syntax/ast.ts';
import { meteredStep } from '../values/meter.ts';
import { CelError, type Value } from '../values/value.ts';
import { planCall } from './call.ts';
import { planComprehension } from './comprehension.ts';
import { planList, planMap, planStruct } from './construct.ts';
import { planConditional, planLogic, planNot } from './logic.ts';
import { planHas, planIdent, planSelect } from './names.ts';
import { standardOperators } from './operators.ts';
import { plain } from './plain.ts';
import type { MessageFactory, PlanFault, Planner, Recorder } from './planner.ts';
import { type Activation, constant, type Scope, type Step } from './step.ts';

export type { MessageFactory, PlanFault, Recorder } from './planner.ts';
export type { Activation } from './step.ts';

export interface PlanOptions {
  /** The tree as the checker left it. Ignored where the profile's program has no checker. */
  readonly checked?: Checked | undefined;
  /** Follows every node; planned in, so a plan without it pays nothing. A plan with it is not optimised. */
  readonly recorder?: Recorder | undefined;
  /** The variables that runs will be given, beside those that the environment declares, by their names. */
  readonly bound?: Readonly<Record<string, unknown>> | undefined;
  /** Makes messages; `./cel/protobuf` provides it. */
  readonly construct?: MessageFactory | undefined;
  /** Without the short ways: slower, and of the same answers. */
  readonly plain?: boolean;
  /** Filled with the step of every node that was planned: the other back end calls them for what it does not write itself. */
  readonly steps?: Map<number, Step>;
}

export interface Plan {
  /** Evaluates with these variables. Gives a value or a `CelError` with the node that failed; stops at the budget. */
  readonly run: (vars: Activation) => Value;
  /** Why the program could not be built although it parses and checks; empty in nearly all cases. */
  readonly faults: readonly PlanFault[];
}

/** Plans an expression that parsed. */
export function plan(expr: Expr, env: Environment, options: PlanOptions = {}): Plan {
  const planner = plannerOf(env, options);
  const step = planner.plan(expr, undefined);
  return { run: planner.work.isBounded ? step : planner.nodes.metered(step), faults: planner.faults };
}

/** What planning an expression in an environment takes. */
export function plannerOf(env: Environment, options: PlanOptions): Planner {
  const trusted = env.profile.checker === 'required' ? options.checked : undefined;
  const operators = env.profile.evaluation.operators ?? standardOperators;
  const ways = options.plain === true ? undefined : shortWays.loaded();
  const planner: Planner = {
    env,
    operators,
    types: trusted?.types ?? new Map(),
    references: trusted?.references,
    recorder: options.recorder,
    nodes: ways?.dealtNodes ?? plain,
    ways,
    bound: options.bound ?? {},
    construct: options.construct,
    steps: options.steps,
    faults: [],
    uses: { count: 0 },
    nesting: { depth: 0, holes: new Map() },
    work: { isBounded: ways !== undefined && options.recorder === undefined && operators === standardOperators },
    tryNow,
    plan: (node, scope) => planNode(planner, node, scope),
  };
  return planner;
}

/** Steps that may be spent on computing a constant while planning. */
const FOLD_LIMIT = 20_000;

/** The value of a step that needs no variables, or undefined when it fails. */
function tryNow(step: Step): Value | undefined {
  const value = meteredStep(step, {}, FOLD_LIMIT);
  return value instanceof CelError ? undefined : value;
}

/** Nodes that are planned within one another before a chain is planned in lengths. */
const DEEP = 48;

/** Whether chains may be longer than the stack is deep: they cannot do without being planned in lengths. */
const takesAnyChain = (p: Planner): boolean => p.env.profile.syntax.maxChain > 1000;

function planNode(p: Planner, expr: Expr, scope: Scope | undefined): Step {
  const { recorder, nesting } = p;
  const hole = nesting.holes.get(expr);
  if (hole !== undefined) return hole;
  nesting.depth++;
  const spine = nesting.depth > DEEP ? (p.ways ?? (takesAnyChain(p) ? shortWays() : undefined)) : undefined;
  const step = spine === undefined ? stepOf(p, expr, scope) : spine.planSpine(p, expr, scope, (node) => stepOf(p, node, scope));
  nesting.depth--;
  p.steps?.set(expr.id, step);
  if (recorder === undefined) return step;
  return (vars) => {
    const value = step(vars);
    recorder.value(expr.id, value);
    return value;
  };
}

function stepOf(p: Planner, expr: Expr, scope: Scope | undefined): Step {
  switch (expr.kind) {
    case 'literal':
      return constant(expr.value);
    case 'ident':
      return planIdent(p, expr, scope);
    case 'select':
      return planSelect(p, expr, scope);
    case 'has':
      return planHas(p, expr, scope);
    case 'call':
      return planCall(p, expr, scope);
    case 'and':
    case 'or':
      return planLogic(p, expr, scope);
    case 'not':
      return planNot(p, expr, scope);
    case 'conditional':
      return planConditional(p, expr, scope);
    case 'list':
      return planList(p, expr, scope);
    case 'map':
      return planMap(p, expr, scope);
    case 'struct':
      return planStruct(p, expr, scope);
    case 'comprehension':
      return planComprehension(p, expr, scope);
    case 'bind':
      return extensions().planBind(p, expr, scope);
    case 'block':
      return extensions().planBlock(p, expr, scope);
    case 'optionalMap':
      return extensions().planOptionalMap(p, expr, scope);
    case 'invalid':
      return () => new CelError('invalid_argument', 'this part could not be parsed', expr.id);
    default:
      return unreachable(expr);
  }
}
