// Settings of the process that need each other; the environment may hold what the file does not.
import { child, textOf } from '../../read/at.ts';
import { placeOfAt } from './places.ts';
import type { LoaderRule } from './rule.ts';

/** What a server needs to be told about this gateway: field and variable. */
const NEEDS: Readonly<Record<string, readonly (readonly [field: string, variable: string])[]>> = {
  caAddress: [
    ['namespace', 'NAMESPACE'],
    ['serviceAccount', 'SERVICE_ACCOUNT'],
  ],
  xdsAddress: [
    ['namespace', 'NAMESPACE'],
    ['gateway', 'GATEWAY'],
  ],
};

export const processRule: LoaderRule = ({ top, report, env }) => {
  const config = child(top, 'config');
  const has = (field: string): boolean => textOf(child(config, field)) !== undefined;
  for (const [server, needs] of Object.entries(NEEDS))
    for (const [field, variable] of needs)
      if (has(server) && !has(field) && env[variable] === undefined)
        report.add('agentgateway/missing-field', placeOfAt(child(config, server)), {
          field,
          in: 'config',
          doc: `'${server}' cannot be used without it (or ${variable} in the environment)`,
        });
  const mode = child(child(config, 'storage'), 'mode');
  const database = textOf(child(child(config, 'database'), 'url'));
  if (textOf(mode) === 'hybrid' && database === undefined)
    report.add('agentgateway/missing-field', placeOfAt(mode), {
      field: 'database',
      in: 'config',
      doc: 'where hybrid storage keeps its changes',
    });
};
