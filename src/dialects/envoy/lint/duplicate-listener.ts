// Two static listeners of one name. Envoy 1.40 loads them and silently ignores the second.
import { originOf, text } from '../schema/message.ts';
import type { Lint, LintContext } from './lint.ts';

export const duplicateListener = ({ configuration }: LintContext): Lint => ({
  finish: ({ problems }) => {
    const first = new Map<string, ReturnType<typeof originOf>>();
    for (const { message, dynamic } of configuration.listeners) {
      const name = text(message, 'name');
      if (dynamic || name === '') continue;
      const earlier = first.get(name);
      if (earlier === undefined) first.set(name, originOf(message, 'name'));
      else
        problems.warn(
          'duplicate-listener',
          `Another listener is named ${JSON.stringify(name)}; this one is ignored, and nothing listens on its address.`,
          originOf(message, 'name'),
          { related: [{ message: 'The listener that is used.', file: earlier.file, span: earlier.span }] },
        );
    }
  },
});
