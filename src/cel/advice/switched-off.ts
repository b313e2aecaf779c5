// Functions that Envoy has and that are off unless the filter's `cel_config` turns them on.
import type { Advisor } from './advice.ts';

const STRING_FUNCTIONS: ReadonlySet<string> = new Set(
  'charAt format indexOf join lastIndexOf lowerAscii quote replace reverse split substring trim upperAscii'.split(' '),
);

export const switchedOff: Advisor = ({ issue, node, profile }) => {
  if (profile.id !== 'envoy' || node.kind !== 'call') return undefined;
  if (issue.code === 'undeclared_reference' && STRING_FUNCTIONS.has(node.name))
    return { hint: `Envoy has ${node.name} only with cel_config.enable_string_functions.` };
  if (node.name === 'string' && node.form === 'global')
    return { hint: 'Envoy converts to text only with cel_config.enable_string_conversion.' };
  if (issue.code !== 'no_matching_overload') return undefined;
  const areTexts = /applied to '\(string, string\)'$/.test(issue.message);
  return node.name === '_+_' && areTexts ? { hint: 'Envoy joins texts only with cel_config.enable_string_concat.' } : undefined;
};
