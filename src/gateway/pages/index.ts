// The page of every code that no dialect owns. Loaded when one is asked for.
import type { ConfigPages } from '../../diagnostics/page.ts';
import { gatewayPages } from './gateway.ts';
import { jsonPages } from './json.ts';
import { yamlPages } from './yaml.ts';

export const pages: ConfigPages = { ...gatewayPages, ...jsonPages, ...yamlPages };
