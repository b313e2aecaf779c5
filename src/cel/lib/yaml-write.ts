// YAML as go-yaml writes it: blocks four spaces deep, lists within lists on one line, keys in an order that counts digits as numbers.
import { formatShortest } from '../values/double-text.ts';
import { isSimpleKey, yamlScalar } from './yaml-scalar.ts';

/** JSON's values; whole numbers as bigint. */
export type PlainValue = null | boolean | number | bigint | string | readonly PlainValue[] | { readonly [key: string]: PlainValue };

/** How deep what stands in a map, or alone, goes: the next multiple of four. */
const deeper = (indent: number): number => (indent < 0 ? 0 : 4 * Math.floor((indent + 4) / 4));
const deeperText = (indent: number): number => (indent < 0 ? 4 : deeper(indent));

/** The text of a document. */
export function writeYaml(plain: PlainValue): string {
  return ended(isBlock(plain) ? lines(plain, 0) : scalar(plain, deeperText(-1)));
}

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

type Block = readonly PlainValue[] | { readonly [key: string]: PlainValue };

/** Whether a value takes lines of its own: an empty list or map does not. */
const isBlock = (v: PlainValue): v is Block => typeof v === 'object' && v !== null && Object.keys(v).length > 0;

function scalar(v: PlainValue, indent: number): string {
  if (typeof v === 'string') return yamlScalar(v, indent);
  if (typeof v === 'number') return formatShortest(v);
  return typeof v === 'object' && v !== null ? (Array.isArray(v) ? '[]' : '{}') : String(v);
}

/** The lines of a list or map this deep; the first line without its spaces. */
function lines(v: Block, indent: number): string {
  const parts = Array.isArray(v)
    ? (v as readonly PlainValue[]).map((item) => `- ${isBlock(item) ? lines(item, indent + 2) : scalar(item, indent + 2)}`)
    : Object.keys(v)
        .sort(naturally)
        .map((key) => entry(key, (v as Readonly<Record<string, PlainValue>>)[key] as PlainValue, indent));
  return parts.map((part, i) => (i === parts.length - 1 ? part : ended(part))).join(' '.repeat(indent));
}

function entry(key: string, value: PlainValue, indent: number): string {
  const inner = deeper(indent);
  const space = ' '.repeat(inner);
  if (isSimpleKey(key)) {
    return `${yamlScalar(key, inner)}:${isBlock(value) ? `\n${space}${lines(value, inner)}` : ` ${scalar(value, inner)}`}`;
  }
  const margin = ' '.repeat(indent);
  const rest = isBlock(value) ? `${' '.repeat(inner - indent - 1)}${lines(value, inner)}` : ` ${scalar(value, inner)}`;
  return `${ended(`? ${yamlScalar(key, inner)}`)}${margin}:${rest}`;
}

const LETTER = /\p{L}/u;
const DIGIT = /\p{Nd}/u;

/** Letters by their code, after digits a letter first, else what is no letter first, and digits as numbers. */
function naturally(left: string, right: string): number {
  const [a, b] = [[...left], [...right]];
  const first = a.findIndex((character, place) => character !== b[place]);
  const i = first < 0 ? a.length : first;
  const [x, y] = [a[i], b[i]];
  if (x === undefined || y === undefined) return a.length - b.length;
  const [isLetter, isOtherLetter] = [LETTER.test(x), LETTER.test(y)];
  if (isLetter && isOtherLetter) return x < y ? -1 : 1;
  if (isLetter || isOtherLetter) return (i > 0 && DIGIT.test(a[i - 1] as string)) === isLetter ? -1 : 1;
  return byNumbers(a, b, i);
}

/** Two texts that are the same up to a place: by the numbers that stand there, the shorter first, else by what stands there. */
function byNumbers(a: readonly string[], b: readonly string[], at: number): number {
  const before = /[1-9]0*$/.test(a.slice(0, at).join('')) ? '1' : '';
  const leads = a[at] === '0' || b[at] === '0' ? before : '';
  const digits = (text: readonly string[]): string => /^[0-9]*/.exec(text.slice(at).join(''))?.[0] ?? '';
  const [m, n] = [digits(a), digits(b)];
  const difference = BigInt(`0${leads}${m}`) - BigInt(`0${leads}${n}`);
  if (difference !== 0n) return difference < 0n ? -1 : 1;
  if (m.length !== n.length) return m.length - n.length;
  return (a[at] as string) < (b[at] as string) ? -1 : 1;
}
