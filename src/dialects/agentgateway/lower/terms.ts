// The words that agentgateway's documents use for the parts of the model.
export const routeTermOf = (kind: 'http' | 'tcp'): string => (kind === 'http' ? 'route' : 'TCP route');
export const LISTENER_TERM = 'listener';
export const BIND_TERM = 'bind';
export const GATEWAY_TERM = 'gateway';
export const BACKEND_TERM = 'backend';
