// Code that loads on demand may not come: no connection, or a server that has another version by now. Browsers tell it by words alone.

/** What Chromium, Firefox and Safari say of an `import()` that could not be fetched; the last is of styles, by the bundler. */
const SAID = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i;

/** Whether an error says that code, or what belongs to it, could not be fetched. */
export const isMissingCode = (error: unknown): boolean => error instanceof Error && SAID.test(error.message);
