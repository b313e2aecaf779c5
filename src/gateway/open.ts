// Reads a configuration: bounds, dialect, profile, then the dialect's own reading.
import { nearest } from '../base/nearest.ts';
import { findProfile, profileName } from '../base/profiles.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnosticsOf } from '../diagnostics/from-text.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { dialects, findDialect } from '../dialects/index.ts';
import { lenientJson } from '../text/json-options.ts';
import { limits } from '../text/problem.ts';
import { readJson, readYaml } from '../text/read.ts';
import type { Source } from '../text/source.ts';
import type { Configuration, Open, OpenInput } from './answer.ts';
import { type Detected, detect } from './detect.ts';
import { aboutFile, type GatewayCode } from './messages.ts';
import { readingAgain } from './reading.ts';

/** Reads a configuration and checks all of it. */
export const open: Open = async (input) => {
  const { check, ...configuration } = await openUnchecked(input);
  return check === undefined ? configuration : { ...configuration, ...(await check()) };
};

/** As `open`, as far as answers need it; `check`, where it is there, gives the whole verdict. For whoever shows answers first. */
export const openUnchecked: Open = async (input: OpenInput): Promise<Configuration> => {
  const sources: readonly Source[] = input.files.map(({ name, text }) => ({ name, text }));
  const main = sources[0];
  const refuse = (code: GatewayCode, words: Readonly<Record<string, string>> = {}, recognised?: Dialect): Configuration => ({
    dialect: recognised,
    profile: undefined,
    sources,
    model: undefined,
    valid: false,
    diagnostics: [aboutFile(code, main?.name ?? '', words)],
  });
  if (main === undefined) return refuse('gateway/no-text');
  const total = sources.reduce((sum, source) => sum + source.text.length, 0);
  if (total > limits.textLength) return refuse('gateway/too-long', { limit: limits.textLength.toLocaleString('en') });

  const wanted = input.dialect ?? 'auto';
  const detected: Detected = wanted === 'auto' ? await readingAgain(() => detect(main)) : givenDialect(wanted);
  const { dialect, foreign } = detected;
  if (foreign !== undefined) return refuse('gateway/foreign', { ...foreign });
  if (dialect === undefined && wanted === 'auto') {
    const unrecognised = refuse(main.text.trim() ? 'gateway/unrecognised' : 'gateway/no-text');
    return { ...unrecognised, diagnostics: [...(await readingAgain(() => syntaxErrors(main))), ...unrecognised.diagnostics] };
  }
  if (dialect === undefined) return refuse('gateway/unknown-dialect', unknownDialect(wanted));
  if (dialect.load === undefined) return refuse('gateway/dialect-to-come', { title: dialect.title }, dialect);
  const profile = resolveProfile(dialect, input.profile);
  if (profile === undefined)
    return refuse('gateway/unknown-profile', { profile: input.profile ?? '', known: dialect.profiles.join(', ') }, dialect);

  const engine = await dialect.load();
  const lowered = await readingAgain(() => engine.lower({ files: sources, env: input.env ?? {}, profile }));
  return { dialect, profile, sources, ...lowered };
};

function givenDialect(id: string): Detected {
  const dialect = findDialect(id);
  return dialect === undefined ? {} : { dialect };
}

/** Syntax errors told of a text that may be no YAML at all. */
const MAX_SYNTAX_ERRORS = 5;

/** A text may be unrecognised because it is broken: what is wrong with it as YAML or JSON. */
function syntaxErrors(source: Source): readonly Diagnostic[] {
  const { problems } = /^\s*[{[]/.test(source.text) ? readJson(source, lenientJson) : readYaml(source);
  const errors = problems.filter(({ severity }) => severity === 'error');
  return diagnosticsOf(source, errors.slice(0, MAX_SYNTAX_ERRORS));
}

function unknownDialect(dialect: string): Readonly<Record<string, string>> {
  const near = nearest(
    dialect,
    dialects.map(({ id }) => id),
  );
  return near === undefined ? { dialect } : { dialect, near };
}

/** The profile's full name; without a wish the newest of the dialect. */
function resolveProfile(dialect: Dialect, wanted: string | undefined): string | undefined {
  if (wanted === undefined || wanted === '') return dialect.profiles[0];
  const row = findProfile(wanted);
  const name = row === undefined ? wanted : profileName(row);
  return dialect.profiles.find((profile) => profile === name);
}
