// What Node does for the core.
import type { HostServices } from '../simulate/need.ts';

export const nodeHost: HostServices = {
  loadRegex: async () => {},
  verify: async () => ({ ok: false, because: 'Signatures are not verified here.' }),
};
