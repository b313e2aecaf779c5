// `'%s is %d'.format([a, b])`: a constant format is taken apart once, and its arguments are written without making the list.
import { type Clauses, type Part, parseFormat } from '../lib/format.ts';
import type { Call } from '../syntax/ast.ts';
import { MAX_TEXT, tooLarge } from '../values/meter.ts';
import { CelError } from '../values/value.ts';
import { constantOf, type Step, shapeOf } from './step.ts';

/** What stands before an argument, and how the argument is written. */
interface Slot {
  readonly before: string;
  readonly clause: Exclude<Part, string>;
  readonly argument: Step;
  /** Texts, and small ints, are written as they are. */
  readonly takesText: boolean;
  readonly takesInt: boolean;
}

/** The call, when its format and the number of its arguments are known; `plain` does whatever does not go smoothly. */
export function formatStep(call: Call, clauses: Clauses, args: readonly Step[], plain: Step): Step {
  const [target, list] = args;
  const format = target === undefined ? undefined : constantOf(target)?.value;
  const shape = list === undefined ? undefined : shapeOf(list);
  if (typeof format !== 'string' || shape?.kind !== 'list' || call.args.length !== 1) return plain;
  const parts = parseFormat(format, clauses);
  if (parts.some((part) => part instanceof CelError)) return plain;
  const texts: string[] = [''];
  const found: Exclude<Part, string>[] = [];
  for (const part of parts as readonly Part[]) {
    if (typeof part === 'string') texts[texts.length - 1] += part;
    else {
      found.push(part);
      texts.push('');
    }
  }
  if (found.length !== shape.elements.length) return plain;
  const slots = found.map(
    (clause, i): Slot => ({
      before: texts[i] as string,
      clause,
      argument: shape.elements[i] as Step,
      takesText: clause.clause === clauses['s'],
      takesInt: clause.clause === clauses['s'] || clause.clause === clauses['d'],
    }),
  );
  return formatted(slots, texts.at(-1) as string, plain);
}

/** A constant format; whatever is no text goes the slow way. */
const formatted =
  (slots: readonly Slot[], last: string, slow: Step): Step =>
  (vars) => {
    let text = '';
    for (let i = 0; i < slots.length; i++) {
      const { before, clause, argument, takesText, takesInt } = slots[i] as Slot;
      const v = argument(vars);
      if (v instanceof CelError) return slow(vars);
      const written =
        takesText && typeof v === 'string'
          ? v
          : takesInt && typeof v === 'number' && (v | 0) === v
            ? String(v)
            : clause.clause(v, clause.precision);
      if (typeof written !== 'string') return slow(vars);
      text += before + written;
      if (text.length > MAX_TEXT) tooLarge();
    }
    return text + last;
  };
