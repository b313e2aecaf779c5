// Whether the clusters that a configuration defines are all that will ever be there.
import type { Configuration } from '../documents/configuration.ts';
import { has } from '../schema/message.ts';

/** Without a bootstrap, or with discovery, clusters may come from elsewhere. */
export const mayComeLater = ({ bootstrap, bare }: Configuration): boolean =>
  bare !== undefined || bootstrap === undefined || has(bootstrap, 'dynamic_resources') || has(bootstrap, 'xds_delegate_extension');
