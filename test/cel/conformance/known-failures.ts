// Tests of the official suite that do not pass yet, each with the reason. One that passes fails the run: the list shrinks.
export const knownFailures: Readonly<Record<string, string>> = {};
