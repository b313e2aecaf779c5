// Addresses are compared as texts: Envoy's end in the port, agentgateway's never do.
import type { Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { comparedTexts, equality, rewrite, writtenText } from './shape.ts';

const ADDRESS = /^(source|destination|upstream)\.(address|rawAddress)$/;
const V4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const V4_AND_PORT = /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/;

export const addressForm: Lint = ({ checked, profile }) => {
  if (profile.id !== 'envoy' && profile.id !== 'agentgateway') return [];
  const withPort = profile.id === 'envoy';
  return [...nodesOf(checked.expr)].flatMap((node) => {
    const texts = comparedTexts(node, (subject) => ADDRESS.test(print(subject)));
    return texts
      .filter(({ value }) => (withPort ? V4 : V4_AND_PORT).test(value))
      .map((text) => {
        const base = { code: 'address_form', severity: 'warning' as const, span: text.span };
        if (withPort) {
          const message = `An address ends in its port here, as in "${text.value}:54321": this is never equal`;
          return { ...base, message, hint: `Write ${subjectOf(node)}.startsWith("${text.value}:").` };
        }
        const bare = writtenText(text, V4_AND_PORT.exec(text.value)?.[1] ?? '');
        return { ...base, message: 'An address is without its port here: this is never equal', fix: rewrite(text.span, bare) };
      });
  });
};

/** The side of a comparison that is no literal. */
function subjectOf(node: Expr): string {
  const subject = equality(node)?.subject ?? (node.kind === 'call' ? node.args[0] : undefined);
  return subject === undefined ? 'it' : print(subject);
}
