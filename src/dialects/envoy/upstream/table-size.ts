// Sizes of Maglev tables: primes, so that every host's permutation gets round all slots.

/** The API takes none that is larger. */
const LARGEST = 5_000_011;

export const isTooLarge = (size: number): boolean => size > LARGEST;

/** Whether a table can have that size. */
export function isTableSize(size: number): boolean {
  if (size < 2 || isTooLarge(size)) return false;
  for (let i = 2; i * i <= size; i++) if (size % i === 0) return false;
  return true;
}
