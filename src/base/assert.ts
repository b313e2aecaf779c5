/** What only we can cause throws; what a user can cause is a Diagnostic. */
export class Bug extends Error {}

/** Ends a closed switch: a new member of the union stops compiling here. */
export function unreachable(value: never): never {
  throw new Bug(`unreachable: ${JSON.stringify(value)}`);
}

/** Throws a Bug when `condition` does not hold; `message` says what was expected. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}
