// What programs other than the specification's need: the nodes that only macros of extension libraries make, checked and planned
// (bindings, blocks, loops that fill maps or sort).
export { checkBind, checkBlock, checkOptionalMap, resultType } from './check/extension-scopes.ts';
export { planBind, planBlock, planOptionalMap } from './plan/binding.ts';
export { extensionWalk } from './plan/extension-loops.ts';
