// The content security policy of the built pages, and why each line is as it is. A browser test fails on any violation.
// `frame-ancestors` has no effect in a meta element; embedding in other pages is wanted anyway.

/** @type {Readonly<Record<string, string>>} */
export const policy = {
  'default-src': "'self'",
  // No inline scripts, no eval: what the bundle holds is all that can run.
  'script-src': "'self'",
  // The engine, layout and editor workers are files of the bundle.
  'worker-src': "'self'",
  // Monaco and the graph set style attributes and insert style elements for sizes and token colours.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  // Nothing is sent anywhere: only examples and chunks of the same origin are fetched.
  'connect-src': "'self'",
  // The share dialog previews the embed page.
  'frame-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

export const policyText = Object.entries(policy)
  .map(([directive, value]) => `${directive} ${value}`)
  .join('; ');

/** Puts the policy into every built page, before anything else in its head. The dev server needs inline scripts, so it has none.
 * @returns {import('vite').Plugin} */
export const pagePolicy = () => ({
  name: 'page-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policyText }, injectTo: 'head-prepend' },
  ],
});
