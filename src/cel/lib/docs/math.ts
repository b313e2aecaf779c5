// What the functions of the math extension do.
import type { LibraryDocs } from '../docs.ts';

export const mathDocs: LibraryDocs = {
  'math.least': {
    doc: 'The least of numbers, or of a list of numbers.',
    examples: { 'math.least(3, 1, 2)': '1', 'math.least([1.5, 2.5])': '1.5' },
  },
  'math.greatest': { doc: 'The greatest of numbers, or of a list of numbers.', examples: { 'math.greatest(3, 1, 2)': '3' } },
  'math.ceil': { doc: 'The next whole number upwards, as a double.', examples: { 'math.ceil(1.2)': '2.0' } },
  'math.floor': { doc: 'The next whole number downwards, as a double.', examples: { 'math.floor(-1.2)': '-2.0' } },
  'math.round': {
    doc: 'The nearest whole number, as a double; halves go away from zero.',
    examples: { 'math.round(1.5)': '2.0', 'math.round(-1.5)': '-2.0' },
  },
  'math.trunc': { doc: 'Without the digits after the point, as a double.', examples: { 'math.trunc(-1.9)': '-1.0' } },
  'math.isInf': { doc: 'Whether a double is infinite.', examples: { 'math.isInf(1.0 / 0.0)': 'true' } },
  'math.isNaN': { doc: 'Whether a double is not a number.', examples: { 'math.isNaN(0.0 / 0.0)': 'true' } },
  'math.isFinite': { doc: 'Whether a double is neither infinite nor not a number.', examples: { 'math.isFinite(1.2)': 'true' } },
  'math.abs': { doc: 'The number without its sign.', examples: { 'math.abs(-1)': '1' } },
  'math.sign': { doc: '-1, 0 or 1 by the sign of the number, in its type.', examples: { 'math.sign(-42)': '-1', 'math.sign(1.5)': '1.0' } },
  'math.sqrt': { doc: 'The square root, as a double.', examples: { 'math.sqrt(81)': '9.0' } },
  'math.bitAnd': { doc: 'The bits that both integers have.', examples: { 'math.bitAnd(3, 2)': '2' } },
  'math.bitOr': { doc: 'The bits that one of the integers has.', examples: { 'math.bitOr(1, 2)': '3' } },
  'math.bitXor': { doc: 'The bits in which the integers differ.', examples: { 'math.bitXor(3, 5)': '6' } },
  'math.bitNot': { doc: 'Every bit the other way.', examples: { 'math.bitNot(1)': '-2' } },
  'math.bitShiftLeft': {
    doc: 'Bits moved to the left; 64 or more places leave 0.',
    examples: { 'math.bitShiftLeft(1, 3)': '8', 'math.bitShiftLeft(1, -1)': 'error' },
  },
  'math.bitShiftRight': { doc: 'Bits moved to the right, filled with zeros.', examples: { 'math.bitShiftRight(1024, 2)': '256' } },
};
