// What few requests need: connections that are passed on unread, tunnels, addresses by expression.
export { dynamicAddress, hostFault } from './dynamic-address.ts';
export { decideTcp } from './tcp.ts';
export { tunnelAnswer } from './tunnel.ts';
