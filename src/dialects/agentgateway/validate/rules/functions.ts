// `config.customFunctions` must be readable.
import { withFunctions } from '../../functions/with-functions.ts';
import { child, textOf } from '../../read/at.ts';
import { placeOfAt } from './places.ts';
import type { LoaderRule } from './rule.ts';

export const functionRule: LoaderRule = ({ top, report, cel }) => {
  const at = child(child(top, 'config'), 'customFunctions');
  const extended = withFunctions(cel, textOf(at) ?? '');
  if (!extended.ok) report.add('agentgateway/bad-functions', placeOfAt(at), { because: extended.because });
};
