// The sections beyond `binds` and `backends`, which many configurations do without.
export { attachmentsOf } from './attached.ts';
export { lowerGateways } from './gateways.ts';
export { lowerGenerated } from './generated.ts';
export { lowerServices } from './services.ts';
export { lowerTargeted } from './targeted.ts';
