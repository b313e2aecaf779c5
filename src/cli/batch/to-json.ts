// Answers as JSON text. Integers that a JSON number cannot hold become text, as the contract says of CEL values.

export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? jsonInteger(item) : item));

const jsonInteger = (value: bigint): number | string => (Number.isSafeInteger(Number(value)) ? Number(value) : value.toString());
