// What can be said about a configuration before a dialect reads it.
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';

interface Row {
  readonly severity: Severity;
  readonly text: (words: Readonly<Record<string, string>>) => string;
}

const messages = {
  'gateway/no-text': { severity: 'error', text: () => 'There is no configuration.' },
  'gateway/too-long': { severity: 'error', text: ({ limit }) => `These files are too long; at most ${limit} characters are read.` },
  'gateway/unknown-dialect': {
    severity: 'error',
    text: ({ dialect, near }) => `'${dialect}' is not a dialect${near === undefined ? '' : `; did you mean '${near}'?`}`,
  },
  'gateway/unrecognised': {
    severity: 'error',
    text: () => 'This is no configuration of a gateway that is known here. Choose its dialect if you know it.',
  },
  'gateway/foreign': {
    severity: 'error',
    text: ({ title, instead }) => `This is ${title}, not the configuration of a gateway.${instead === undefined ? '' : ` ${instead}`}`,
  },
  'gateway/unknown-profile': { severity: 'error', text: ({ profile, known }) => `'${profile}' is not answered for; known: ${known}.` },
  'gateway/dialect-to-come': {
    severity: 'warning',
    text: ({ title }) => `Recognised as ${title}. The text is kept, but nothing is answered for it yet.`,
  },
} as const satisfies Readonly<Record<string, Row>>;

export type GatewayCode = keyof typeof messages;

/** A diagnostic about a whole file. */
export function aboutFile(code: GatewayCode, file: string, words: Readonly<Record<string, string>> = {}): Diagnostic {
  const row: Row = messages[code];
  return { code, severity: row.severity, message: row.text(words), file, span: { start: 0, end: 0 } };
}
