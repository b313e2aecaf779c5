// What the program makes of calls that no row describes. There is no checker, and each function takes its arguments apart
// itself: one that only knows arguments does not look at what it is called on (`x.toJson(y)` is `toJson(y)`), one that knows a
// receiver takes the first argument for it and then again for the argument (`contains(x, y)` is `x.contains(x)`).
import type { Overload, Run } from '../../../lib/library.ts';
import { CelError, type Value } from '../../../values/value.ts';
import { takesReceiver, tooFew } from '../rows.ts';

/** How a function finds its arguments. */
type Way = 'arguments' | 'receiver-or-argument' | 'receiver' | 'own-object';

const WAYS: Readonly<Record<Way, string>> = {
  arguments:
    'bytes timestamp duration isIP ip cidr json jsonField toJson to_json base64Encode base64Decode unvalidatedJwtPayload fail flatten ' +
    'flattenRecursive random uuid default coalesce',
  'receiver-or-argument':
    'contains startsWith endsWith matches getFullYear getMonth getDayOfYear getDayOfMonth getDate getDayOfWeek or orValue',
  receiver: 'charAt indexOf lastIndexOf lowerAscii upperAscii trim replace substring stripPrefix stripSuffix regexReplace join split merge',
  'own-object':
    'redacted raw cookie query addQuery setQuery unredacted family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast ' +
    'isGlobalUnicast containsIP containsCIDR masked prefixLength',
};

const wayOf: ReadonlyMap<string, Way> = new Map(
  (Object.keys(WAYS) as Way[]).flatMap((way) => WAYS[way].split(' ').map((name): [string, Way] => [name, way])),
);

/** Looks up what such a call runs; arguments come as they are, errors too. Undefined: nothing but the rows. */
export function otherCalls(rows: readonly Overload[]): (name: string, isMethod: boolean) => Run | undefined {
  return (name, isMethod) => {
    const named = rows.filter((row) => row.name === name);
    switch (wayOf.get(name)) {
      case 'arguments':
        return isMethod ? onAnything(name, named) : onArguments(name, named);
      case 'receiver-or-argument':
        return isMethod ? onReceiver(name, named) : onFirst(name, named);
      case 'receiver':
        return isMethod ? undefined : () => new CelError('no_such_overload', `${name} is a method: missing argument or target`);
      case 'own-object':
        return isMethod ? onObject(name, named) : () => new CelError('undeclared_reference', `undeclared reference to '${name}'`);
      case undefined:
        return undefined;
    }
  };
}

/** What is called on an error is that error; anything else is not looked at, unless it has such a method itself (`cidr(x).ip()`). */
function onAnything(name: string, rows: readonly Overload[]): Run {
  const run = onArguments(name, rows);
  const own = rows.find((row) => row.receiver);
  return (self, ...args) => {
    if (self instanceof CelError) return self;
    return own !== undefined && takesReceiver(own, self as Value) ? own.run(self as Value) : run(...args);
  };
}

/** The row that takes the most of the arguments; those beyond it are not looked at. */
function onArguments(name: string, rows: readonly Overload[]): Run {
  const functions = rows.filter((row) => !row.receiver).sort((a, b) => b.params.length - a.params.length);
  return (...args) => {
    const row = functions.find(({ params, variadic }) => (variadic === true ? params.length - 1 : params.length) <= args.length);
    if (row === undefined || (row.variadic === true && args.length === 0)) return firstError(args) ?? tooFew(name);
    const used = row.variadic === true ? args : args.slice(0, row.params.length);
    return (row.lazy === true ? undefined : firstError(used)) ?? row.run(...used);
  };
}

function onReceiver(name: string, rows: readonly Overload[]): Run {
  const method = rows.find((row) => row.receiver) as Overload;
  const count = method.params.length;
  return (self, ...args) => {
    if (self instanceof CelError) return self;
    const found = takesReceiver(method, self as Value) ? [self as Value, ...args] : [args[0], ...args];
    const used = found.slice(0, count).filter((v) => v !== undefined);
    return firstError(used) ?? (used.length < count ? tooFew(name) : method.run(...used));
  };
}

/** Headers, URIs and secrets count the arguments, addresses do not look at more than they need. */
function onObject(name: string, rows: readonly Overload[]): Run {
  const { params, run } = rows.find((row) => row.receiver) as Overload;
  const isCounted = params[0]?.kind !== 'opaque';
  return (self, ...args) => {
    const extra = args.length >= params.length;
    const answer = run(self as Value, ...args.slice(0, params.length - 1));
    const isUnknown = answer instanceof CelError && answer.code === 'undeclared_reference';
    return extra && isCounted && !isUnknown && !(self instanceof CelError)
      ? new CelError('no_such_overload', `${name}: too many arguments`)
      : answer;
  };
}

function onFirst(name: string, rows: readonly Overload[]): Run {
  const run = (rows.find((row) => !row.receiver) as Overload | undefined)?.run;
  return (...args) => (args[0] === undefined || run === undefined ? tooFew(name) : run(args[0]));
}

const firstError = (values: readonly Value[]): Value | undefined => values.find((v) => v instanceof CelError);
