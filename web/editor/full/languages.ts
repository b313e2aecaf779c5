// The light editor's colours as Monaco languages, so that text looks the same in both.
import { celTokens } from '../highlight/cel.ts';
import type { Token } from '../highlight/token.ts';
import { type LineState, START, yamlTokens } from '../highlight/yaml.ts';
import type { Language } from '../types.ts';
import { monaco } from './monaco.ts';

class State implements monaco.languages.IState {
  readonly line: LineState;
  constructor(line: LineState) {
    this.line = line;
  }
  clone(): State {
    return this;
  }
  equals(other: monaco.languages.IState): boolean {
    return other instanceof State && JSON.stringify(other.line) === JSON.stringify(this.line);
  }
}

/** Monaco wants a kind for every column; what no token covers is text. */
function scopes(tokens: readonly Token[]): monaco.languages.IToken[] {
  const out: monaco.languages.IToken[] = [{ startIndex: 0, scopes: '' }];
  for (const { start, end, kind } of tokens) {
    if (out.at(-1)?.startIndex === start) out.pop();
    out.push({ startIndex: start, scopes: kind }, { startIndex: end, scopes: '' });
  }
  return out;
}

const CONFIGURATION: monaco.languages.LanguageConfiguration = {
  comments: { lineComment: '#' },
  brackets: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '(', close: ')' },
    { open: '"', close: '"', notIn: ['string'] },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
  ],
  // As `nextIndent` of the light editor: below the key, and not below the dash before it.
  onEnterRules: [
    { beforeText: /^\s*- .*:\s*$/, action: { indentAction: monaco.languages.IndentAction.Indent, appendText: '  ' } },
    { beforeText: /:\s*(?:[|>][-+]?)?\s*$/, action: { indentAction: monaco.languages.IndentAction.Indent } },
    { beforeText: /^\s*- \S+:/, action: { indentAction: monaco.languages.IndentAction.Indent } },
  ],
  folding: { offSide: true },
};

let registered = false;

/** Registers the languages once. */
export function registerLanguages(): void {
  if (registered) return;
  registered = true;
  for (const id of ['yaml', 'json'] satisfies readonly Language[]) {
    monaco.languages.register({ id });
    monaco.languages.setLanguageConfiguration(id, CONFIGURATION);
    monaco.languages.setTokensProvider(id, {
      getInitialState: () => new State(START),
      tokenize: (line, state) => {
        const found = yamlTokens(line, (state as State).line);
        return { tokens: scopes(found.tokens), endState: new State(found.state) };
      },
    });
  }
  monaco.languages.register({ id: 'cel' });
  monaco.languages.setTokensProvider('cel', {
    getInitialState: () => new State(START),
    tokenize: (line, state) => ({ tokens: scopes(celTokens(line)), endState: state }),
  });
}
