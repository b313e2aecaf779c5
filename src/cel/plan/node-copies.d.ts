// Made when src is bundled: see test/tools/node-copies.mjs.
declare module 'virtual:node-copies' {
  export const others: readonly import('./nodes.ts').Nodes[];
}
