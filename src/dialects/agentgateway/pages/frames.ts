// Whole configurations around the parts that examples show.

const indented = (text: string, columns: number): string => text.replaceAll('\n', `\n${' '.repeat(columns)}`);

/** The example is the content of `binds`. */
export const binds = (example: string): string => `binds:\n${example}`;

/** The example is one listener's settings, on port 8080. */
export const listener = (example: string): string =>
  binds(`- port: 8080
  listeners:
  - ${indented(example, 4)}`);

/** The example is a list of routes. */
export const routes = (example: string): string => listener(`routes:\n${example}`);

/** The example is the policies of a route with a backend. */
export const policies = (example: string): string =>
  routes(`- name: shop
  policies:
    ${indented(example, 4)}
  backends: [{ host: "10.0.0.1:80" }]`);
