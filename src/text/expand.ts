// Environment expansion, as agentgateway does it before it reads its YAML (Rust's shellexpand): everywhere in the text,
// comments included.
//
//   ${NAME}  ${NAME:-default}  $NAME  $1     the variable; `default` when it is not set (set but empty counts as set)
//   $$                                       one `$`
//   $ before anything else, ${ without }     as they stand
//   # yaml-language-server: $schema          `#`: the editors' hint is taken out before
import { PositionMap, type Replacement } from './position-map.ts';
import { limits, ProblemList, type TextProblem } from './problem.ts';

export interface Expansion {
  readonly text: string;
  readonly map: PositionMap;
  /** A variable that is not set rejects the file; here its reference stays in the text. Spans are in the written text. */
  readonly problems: readonly TextProblem[];
}

const SCHEMA_HINT = '# yaml-language-server: $schema';
const HINT_LEAD = SCHEMA_HINT.indexOf('$');

const NAME = /[\p{Alphabetic}\p{Number}_]+/uy;

/** Expands `$` references in `text`. `env` is read by own keys only. */
export function expandEnvironment(text: string, env: Readonly<Record<string, string>>): Expansion {
  const problems = new ProblemList();
  const replacements: Replacement[] = [];
  let out = '';
  let copied = 0;
  for (let dollar = text.indexOf('$'); dollar >= 0; ) {
    const reference = readReference(text, dollar, env);
    if (reference.unset !== undefined)
      problems.add('text/unset-variable', `The environment variable '${reference.unset}' is not set.`, dollar, reference.end);
    if (reference.value !== undefined) {
      const start = reference.start ?? dollar;
      out += text.slice(copied, start);
      replacements.push({ start: out.length, end: out.length + reference.value.length, writtenStart: start, writtenEnd: reference.end });
      out += reference.value;
      copied = reference.end;
      if (out.length > limits.expandedLength) {
        problems.add('text/too-long', 'Environment expansion makes this text too long.', dollar, reference.end);
        break;
      }
    }
    dollar = text.indexOf('$', reference.end);
  }
  if (replacements.length === 0) return { text, map: new PositionMap([]), problems: problems.problems };
  return { text: out + text.slice(copied), map: new PositionMap(replacements), problems: problems.problems };
}

interface Reference {
  /** Where what is replaced begins; undefined: at the `$`. */
  readonly start?: number;
  readonly end: number;
  /** What replaces it; undefined: it stays. */
  readonly value?: string;
  readonly unset?: string;
}

function readReference(text: string, dollar: number, env: Readonly<Record<string, string>>): Reference {
  const next = text[dollar + 1];
  if (text.startsWith(SCHEMA_HINT, dollar - HINT_LEAD))
    return { start: dollar - HINT_LEAD, end: dollar - HINT_LEAD + SCHEMA_HINT.length, value: '#' };
  if (next === '$') return { end: dollar + 2, value: '$' };
  if (next === '{') return readBraced(text, dollar, env);
  NAME.lastIndex = dollar + 1;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return { end: dollar + 1 };
  return lookUp(name, undefined, dollar + 1 + name.length, env);
}

function readBraced(text: string, dollar: number, env: Readonly<Record<string, string>>): Reference {
  const close = text.indexOf('}', dollar);
  if (close < 0) return { end: dollar + 2 };
  const inside = text.slice(dollar + 2, close);
  const split = inside.indexOf(':-');
  if (split <= 0) return lookUp(inside, undefined, close + 1, env); // `${:-x}` has no name: the whole is one, and never set
  return lookUp(inside.slice(0, split), inside.slice(split + 2), close + 1, env);
}

function lookUp(name: string, fallback: string | undefined, end: number, env: Readonly<Record<string, string>>): Reference {
  const value = Object.hasOwn(env, name) ? env[name] : fallback;
  return value === undefined ? { end, unset: name } : { end, value };
}
