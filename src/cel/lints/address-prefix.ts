// `source.address.startsWith('10.1')` also fits 10.10.0.1 and 10.100.0.1.
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { textMethod } from './shape.ts';

const STARTS_WITH: ReadonlySet<string> = new Set(['startsWith']);
const SOME_OCTETS = /^\d{1,3}(\.\d{1,3}){0,2}$/;

export const addressPrefix: Lint = ({ checked, profile }) =>
  [...nodesOf(checked.expr)].flatMap((node) => {
    const found = textMethod(node, STARTS_WITH);
    if (found === undefined || !/(^|\.)(address|rawAddress|ip)$/.test(print(found.target)) || !SOME_OCTETS.test(found.text.value))
      return [];
    const { text, target } = found;
    const message = `"${text.value}" also begins other networks: ${text.value}0.… is not in ${text.value}.…`;
    const hasNetworks = profile.libraries.some(({ overloads }) => overloads.some(({ name }) => name === 'cidr'));
    const hint = hasNetworks ? `Write ${networkTest(text.value, print(target))}, or end the text with a dot.` : 'End the text with a dot.';
    return [{ code: 'address_prefix', severity: 'warning' as const, message, hint, span: text.span }];
  });

function networkTest(prefix: string, target: string): string {
  const octets = prefix.split('.');
  const network = [...octets, '0', '0', '0'].slice(0, 4).join('.');
  return `cidr("${network}/${octets.length * 8}").containsIP(${target})`;
}
