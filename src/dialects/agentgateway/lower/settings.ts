// What the section `config` says about answers: custom functions, the log, attributes of traces and metrics.
import type { Settings } from '../model.ts';
import { type At, child, textOf, textsOf } from '../read/at.ts';
import { celOf, namedCels } from '../read/cel.ts';

/** `env`: the gateway's environment, whose LOG_FORMAT counts before the file's. */
export function lowerSettings(at: At, env: Readonly<Record<string, string>>): Settings {
  const logging = child(at, 'logging');
  const fields = child(logging, 'fields');
  return {
    customFunctions: textOf(child(at, 'customFunctions')) ?? '',
    logFilter: celOf(child(logging, 'filter')),
    logFields: namedCels(child(fields, 'add')),
    logRemove: textsOf(child(fields, 'remove')),
    logFormat: (env.LOG_FORMAT ?? textOf(child(logging, 'format'))) === 'json' ? 'json' : 'text',
    tracing: namedCels(child(child(child(at, 'tracing'), 'fields'), 'add')),
    given: at,
    metrics: namedCels(child(child(child(at, 'metrics'), 'fields'), 'add')),
  };
}
