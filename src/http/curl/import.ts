// A pasted curl command → the request it would send: with curl's own headers, in the order in which curl sends them.
import { nearest } from '../../base/nearest.ts';
import { hostNameOf, isIpAddress } from '../authority.ts';
import { type Imported, type ImportProblem, importError } from '../import/imported.ts';
import type { SampleRequest } from '../sample-request.ts';
import { parseUrl, type Url } from '../url.ts';
import { type Draft, effects, emptyDraft } from './draft.ts';
import { bodyOf, headersOf, methodOf } from './message.ts';
import { type CurlOption, findLong, findShort, longNames } from './options.ts';
import { shellWords, type Word } from './shell-words.ts';

/** Where the command begins in a text: behind a prompt, variables, or a program that runs it. Undefined when there is none. */
export function startOfCurl(text: string): number | undefined {
  const found = /^(\s*(?:```[^\n]*\n\s*)?(?:[^\n]{0,300}?[\s;&|`(])??)(?:[^\s;&|`('"]*[\\/])?curl(?:\.exe)?(?=\s|$)/i.exec(text);
  return found?.[1]?.length;
}

/** Reads a command line that runs `curl`. Never throws. */
export function importCurl(text: string): Imported {
  const start = startOfCurl(text);
  if (start === undefined) return importError('This is not a curl command.', 0, text.length);
  // What stands around it is blanked out, so that places stay what they are.
  const before = text.slice(0, start);
  const isQuoted = before.includes('```') || /`[ \t]*$/.test(before);
  const shown = isQuoted ? text.trimEnd().replace(/`{1,3}$/, '') : text;
  const command = (' '.repeat(start) + shown.slice(start)).padEnd(text.length);
  const { words, problems, input } = shellWords(command);
  const reader = new ArgumentReader(words.slice(1), [...problems], input);
  const requests = reader.drafts().flatMap((draft) => draft.urls.flatMap((url) => requestOf(draft, url, reader.problems)));
  if (requests.length === 0 && !reader.problems.some(({ severity }) => severity === 'error'))
    reader.problems.push({ severity: 'error', message: 'The command has no URL.', span: { start: 0, end: text.length } });
  return { requests: reader.problems.some(({ severity }) => severity === 'error') ? [] : requests, problems: reader.problems };
}

/** Most URLs of one command that are taken over. */
const MAX_URLS = 50;
/** Most problems of one command that are told. */
const MAX_PROBLEMS = 50;

class ArgumentReader {
  readonly problems: ImportProblem[];
  readonly #words: readonly Word[];
  /** What `@-` reads. */
  readonly #input: string | undefined;
  #at = 0;
  #draft = emptyDraft();
  readonly #drafts: Draft[] = [];

  constructor(words: readonly Word[], problems: ImportProblem[], input: string | undefined) {
    this.#words = words;
    this.problems = problems;
    this.#input = input;
  }

  /** One draft for each command, and each part between `--next`. */
  drafts(): readonly Draft[] {
    let onlyUrls = false;
    for (let given = this.#next(); given !== undefined; given = this.#next()) {
      const word = this.#withPlainDash(given);
      if (word.begins && /^curl(?:\.exe)?$/i.test(word.text)) {
        onlyUrls = false;
        this.#nextDraft();
      } else if (onlyUrls || !word.text.startsWith('-') || word.text === '-') this.#url(word);
      else if (word.text === '--') onlyUrls = true;
      else if (word.text.startsWith('--')) this.#long(word);
      else this.#short(word);
    }
    return [...this.#drafts, this.#draft];
  }

  /** Text programs make one long dash of two short ones. */
  #withPlainDash(word: Word): Word {
    const dash = /^[–—]+/.exec(word.text)?.[0];
    if (dash === undefined) return word;
    const rest = word.text.slice(dash.length);
    const text = (rest.length === 1 ? '-' : '--') + rest;
    this.#report(
      'warning',
      `'${word.text}' begins with a dash that is none for curl; a text program has put it here. It is read as '${text}'.`,
      word,
    );
    return { ...word, text };
  }

  #nextDraft(): void {
    this.#drafts.push(this.#draft);
    this.#draft = emptyDraft();
  }

  #next(): Word | undefined {
    return this.#words[this.#at++];
  }

  #url(word: Word): void {
    if (this.#draft.urls.length < MAX_URLS) this.#draft.urls.push(word);
  }

  #long(word: Word): void {
    const name = word.text.slice(2);
    const option = findLong(name) ?? (name.startsWith('no-') ? findLong(name.slice(3)) : undefined);
    if (option === undefined) this.#unknown(word, name);
    else if (option.takes) this.#apply(option, word, this.#next());
    else this.#apply(option, word, word);
  }

  #unknown(word: Word, name: string): void {
    const equals = name.indexOf('=');
    const meant = equals < 0 ? undefined : findLong(name.slice(0, equals));
    if (meant?.takes === true) {
      this.#report('warning', `curl takes the argument of '--${meant.long}' as the next word, not behind '='.`, word);
      this.#apply(meant, word, { ...word, text: name.slice(equals + 1) });
      return;
    }
    // What is not reported is not looked for.
    const near = this.problems.length < MAX_PROBLEMS ? nearest(name, longNames()) : undefined;
    this.#report('warning', `curl has no option '${word.text}'${near === undefined ? '' : `; did you mean '--${near}'?`}`, word);
    // Its argument is no address.
    if (near !== undefined && findLong(near)?.takes === true) this.#next();
  }

  /** `-sXPOST`: letters in one word; the first that takes an argument takes the rest, or the next word. */
  #short(word: Word): void {
    for (let i = 1; i < word.text.length; i++) {
      const letter = word.text[i] as string;
      const option = findShort(letter);
      if (option === undefined) {
        this.#report('warning', `curl has no option '-${letter}'.`, word);
        continue;
      }
      if (!option.takes) {
        this.#apply(option, word, word);
        continue;
      }
      const rest = word.text.slice(i + 1);
      this.#apply(option, word, rest === '' ? this.#next() : { ...word, text: rest });
      return;
    }
  }

  #apply(option: CurlOption, word: Word, argument: Word | undefined): void {
    const { effect } = option;
    if (argument === undefined) this.#report('error', `The option '--${option.long}' takes an argument.`, word);
    else if (effect === 'ignored') return;
    else if (effect === 'next') this.#nextDraft();
    else if (effect === 'refused') this.#report('warning', `'--${option.long}' is not taken over.`, word);
    else {
      const fault = effects[effect](this.#draft, argument, this.#input);
      if (fault !== undefined) this.#report(fault.severity, fault.message, argument);
    }
  }

  #report(severity: ImportProblem['severity'], message: string, { span }: Word): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ severity, message, span });
  }
}

function requestOf(draft: Draft, word: Word, problems: ImportProblem[]): readonly SampleRequest[] {
  const parsed = parseUrl(word.text, 'http');
  if (!parsed.ok) {
    const { start } = word.span;
    const exact =
      word.span.end - start === word.text.length
        ? { start: start + parsed.fault.span.start, end: start + parsed.fault.span.end }
        : word.span;
    problems.push({ severity: 'error', message: parsed.fault.message, span: exact });
    return [];
  }
  const { url } = parsed;
  const { headers, host } = headersOf(draft, url);
  const body = bodyOf(draft);
  const destination = destinationOf(draft, url);
  return [
    {
      method: methodOf(draft),
      scheme: url.scheme,
      host,
      path: pathOf(draft, url),
      headers,
      ...(body === undefined ? {} : { body }),
      ...(url.scheme === 'https' ? { tls: tlsOf(draft, url) } : {}),
      ...(draft.protocol === undefined ? {} : { protocol: draft.protocol }),
      ...(draft.clientIp === undefined ? {} : { source: { address: draft.clientIp } }),
      ...(destination === undefined ? {} : { destination }),
      ...(url.hasPort && destination === undefined ? { listener: { port: url.port } } : {}),
    },
  ];
}

function tlsOf(draft: Draft, url: Url): NonNullable<SampleRequest['tls']> {
  const name = hostNameOf(url.authority).replace(/\.$/, '');
  const sni = isIpAddress(name) ? {} : { sni: name.toLowerCase() };
  return draft.alpn.length === 0 ? sni : { ...sni, alpn: draft.alpn };
}

function pathOf(draft: Draft, url: Url): string {
  if (draft.requestTarget !== undefined) return draft.requestTarget;
  const mark = url.target.indexOf('?');
  const path = mark < 0 ? url.target : url.target.slice(0, mark);
  const queries = [...(mark < 0 ? [] : [url.target.slice(mark + 1)]), ...draft.queries, ...(draft.get ? draft.data : [])];
  const kept = (draft.pathAsIs ? path : withoutDotSegments(path)) + (path.endsWith('/') ? (draft.upload ?? '') : '');
  return queries.length === 0 ? kept : `${kept}?${queries.join('&')}`;
}

/** RFC 3986 §5.2.4: curl resolves `.` and `..` before it sends. */
function withoutDotSegments(path: string): string {
  const out: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [i, segment] of segments.entries()) {
    const last = i === segments.length - 1;
    if (segment === '..') out.pop();
    if (segment !== '.' && segment !== '..') out.push(segment);
    else if (last) out.push('');
  }
  return `/${out.join('/')}`;
}

/** `--connect-to HOST1:PORT1:HOST2:PORT2` and `--resolve HOST:PORT:ADDRESS`: where the connection goes. */
function destinationOf(draft: Draft, url: Url): SampleRequest['destination'] | undefined {
  for (const { text } of draft.connectTo) {
    const found = /^([^:]*):(\d*):(\[[^\]]*\]|[^:]*):(\d*)$/.exec(text);
    if (found === null || ![url.host, ''].includes(found[1] as string) || !['', String(url.port)].includes(found[2] as string)) continue;
    const address = found[3]?.replace(/^\[|\]$/g, '');
    return { ...(address ? { address } : {}), port: found[4] === '' ? url.port : Number(found[4]) };
  }
  for (const { text } of draft.resolve) {
    const found = /^[+-]?([^:]+):(\d+):(.+)$/.exec(text);
    if (found === null || ![url.host, '*'].includes(found[1] as string) || found[2] !== String(url.port)) continue;
    return { address: (found[3] as string).split(',')[0]?.replace(/^\[|\]$/g, '') ?? '', port: url.port };
  }
  return undefined;
}
