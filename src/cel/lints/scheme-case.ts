// Schemes have lower case: `request.scheme == 'HTTPS'` holds for no request.
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { comparedTexts, rewrite, writtenText } from './shape.ts';

export const schemeCase: Lint = ({ checked }) =>
  [...nodesOf(checked.expr)].flatMap((node) =>
    comparedTexts(node, (subject) => print(subject) === 'request.scheme')
      .filter(({ value }) => /^https?$/i.test(value) && value !== value.toLowerCase())
      .map((text) => ({
        code: 'scheme_case',
        severity: 'warning' as const,
        message: `Schemes have lower case: no request has the scheme '${text.value}'`,
        span: text.span,
        fix: rewrite(text.span, writtenText(text, text.value.toLowerCase())),
      })),
  );
