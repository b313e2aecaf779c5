// Sizes of Maglev tables: primes, so that every host's permutation gets round all slots.

/** The API takes none that is larger. */
export const LARGEST_TABLE = 5_000_011;

/** Whether a table can have that size. */
export function isTableSize(size: number): boolean {
  if (size < 2 || size > LARGEST_TABLE) return false;
  for (let i = 2; i * i <= size; i++) if (size % i === 0) return false;
  return true;
}
