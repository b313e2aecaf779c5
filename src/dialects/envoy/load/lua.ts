// Lua sources, as far as loading them tells: the syntax of Lua 5.1 as LuaJIT reads it, and what must fail at once because the top level
// calls something that nobody defined. Nothing is run.

interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'word' | 'op' | 'end';
  readonly text: string;
  readonly line: number;
}

const WORDS = new Set(
  'and break do else elseif end false for function goto if in local nil not or repeat return then true until while'.split(' '),
);
const OPS = /^(?:\.\.\.|\.\.|==|~=|<=|>=|::|[-+*/%^#<>=(){}[\];:,.])/;
const NUMBER = /^(?:0[xX][0-9a-fA-F.]+(?:[pP][-+]?\d+)?|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?:i|[uU]?[lL][lL])?/;

/** Longer sources are taken as they are. */
const LONGEST = 200_000;
const MAX_DEPTH = 180;

class LuaError extends Error {}

function tokensOf(text: string): readonly Token[] {
  const out: Token[] = [];
  let at = text.startsWith('#') ? Math.max(0, text.indexOf('\n')) : 0;
  let line = 1;
  const fail = (what: string): never => {
    throw new LuaError(`line ${line}: ${what}`);
  };
  const long = (from: number): number | undefined => {
    const open = /^\[(=*)\[/.exec(text.slice(from, from + 40));
    if (open === null) return undefined;
    const close = text.indexOf(`]${open[1]}]`, from + open[0].length);
    if (close < 0) return fail('a long bracket is not closed');
    return close + open[0].length;
  };
  while (at < text.length) {
    const c = text[at] as string;
    if (c === '\n') line++;
    if (/\s/.test(c)) {
      at++;
      continue;
    }
    if (text.startsWith('--', at)) {
      const end = long(at + 2) ?? (text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at));
      line += text.slice(at, end).split('\n').length - 1;
      at = end;
      continue;
    }
    const bracket = long(at);
    if (bracket !== undefined) {
      out.push({ kind: 'string', text: '', line });
      line += text.slice(at, bracket).split('\n').length - 1;
      at = bracket;
      continue;
    }
    if (c === '"' || c === "'") {
      let end = at + 1;
      while (end < text.length && text[end] !== c && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
      if (text[end] !== c) fail('a string is not closed');
      out.push({ kind: 'string', text: text.slice(at + 1, end), line });
      at = end + 1;
      continue;
    }
    const rest = text.slice(at, at + 200);
    const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0];
    const found = name ?? NUMBER.exec(rest)?.[0] ?? OPS.exec(rest)?.[0];
    if (found === undefined) return fail(`unexpected symbol near ${JSON.stringify(c)}`);
    const kind = name !== undefined ? (WORDS.has(name) ? 'word' : 'name') : /^[\d.]*\d/.test(found) ? 'number' : 'op';
    out.push({ kind, text: found, line });
    at += found.length;
  }
  out.push({ kind: 'end', text: '<eof>', line });
  return out;
}

/** Globals of Envoy's Lua. */
const GLOBALS = new Set(
  (
    'assert collectgarbage dofile error gcinfo getfenv getmetatable ipairs load loadfile loadstring module newproxy next pairs pcall print ' +
    'rawequal rawget rawset rawlen require select setfenv setmetatable tonumber tostring type unpack xpcall _G _VERSION coroutine table io os string math package ' +
    'debug bit jit arg'
  ).split(' '),
);

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  /** Functions around: inside one, nothing runs when the source is loaded. */
  #functions = 0;
  readonly #known = new Set(GLOBALS);
  readonly #locals: Set<string>[] = [new Set()];
  fault: string | undefined;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  run(): void {
    this.#block();
    if (this.#token.kind !== 'end') this.#unexpected();
  }

  get #token(): Token {
    return this.#tokens[this.#at] as Token;
  }
  #unexpected(): never {
    throw new LuaError(`line ${this.#token.line}: unexpected ${this.#token.text}`);
  }
  #is(text: string): boolean {
    const { kind, text: own } = this.#token;
    return own === text && kind !== 'string' && kind !== 'name';
  }
  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }
  #need(text: string): void {
    if (!this.#take(text)) throw new LuaError(`line ${this.#token.line}: ${text} expected near ${this.#token.text}`);
  }
  #name(): string {
    const { kind, text } = this.#token;
    if (kind !== 'name') throw new LuaError(`line ${this.#token.line}: a name is expected near ${text}`);
    this.#at++;
    return text;
  }
  #deeper(run: () => void): void {
    if (++this.#depth > MAX_DEPTH) throw new LuaError(`line ${this.#token.line}: nested too deep`);
    run();
    this.#depth--;
  }

  #block(): void {
    this.#locals.push(new Set());
    for (;;) {
      const { kind, text } = this.#token;
      if (kind === 'end' || (kind === 'word' && ['end', 'else', 'elseif', 'until'].includes(text))) break;
      if (this.#take('return')) {
        const ends = this.#token.kind === 'end' || ['end', 'else', 'elseif', 'until', ';'].some((t) => this.#is(t));
        if (!ends) this.#list();
        this.#take(';');
        break;
      }
      this.#deeper(() => this.#statement());
      this.#take(';');
    }
    this.#locals.pop();
  }

  #statement(): void {
    if (this.#take(';') || this.#take('break')) return;
    if (this.#take('do')) this.#body();
    else if (this.#take('while')) {
      this.#expression();
      this.#need('do');
      this.#body();
    } else if (this.#take('repeat')) {
      this.#block();
      this.#need('until');
      this.#expression();
    } else if (this.#take('if')) this.#if();
    else if (this.#take('for')) this.#for();
    else if (this.#take('goto')) this.#name();
    else if (this.#take('::')) {
      this.#name();
      this.#need('::');
    } else if (this.#take('function')) this.#named();
    else if (this.#take('local')) this.#local();
    else this.#assignmentOrCall();
  }

  #body(): void {
    this.#block();
    this.#need('end');
  }

  #if(): void {
    this.#expression();
    this.#need('then');
    this.#block();
    while (this.#take('elseif')) {
      this.#expression();
      this.#need('then');
      this.#block();
    }
    if (this.#take('else')) this.#block();
    this.#need('end');
  }

  #for(): void {
    const names = [this.#name()];
    if (this.#take('=')) this.#list();
    else {
      while (this.#take(',')) names.push(this.#name());
      this.#need('in');
      this.#list();
    }
    this.#need('do');
    this.#locals.push(new Set(names));
    this.#body();
    this.#locals.pop();
  }

  #named(): void {
    this.#known.add(this.#name());
    while (this.#take('.')) this.#name();
    if (this.#take(':')) this.#name();
    this.#function();
  }

  #function(): void {
    this.#functions++;
    this.#need('(');
    const names: string[] = [];
    if (!this.#take(')')) {
      do {
        if (this.#take('...')) break;
        names.push(this.#name());
      } while (this.#take(','));
      this.#need(')');
    }
    this.#locals.push(new Set(names));
    this.#deeper(() => this.#body());
    this.#locals.pop();
    this.#functions--;
  }

  #local(): void {
    const scope = this.#locals.at(-1) as Set<string>;
    if (this.#take('function')) {
      scope.add(this.#name());
      this.#function();
      return;
    }
    const names = [this.#name()];
    while (this.#take(',')) names.push(this.#name());
    if (this.#take('=')) this.#list();
    for (const name of names) scope.add(name);
  }

  #assignmentOrCall(): void {
    let isCall = this.#suffixed();
    const first = this.#lastName;
    if (this.#is('=') || this.#is(',')) {
      if (isCall) this.#unexpected();
      if (first !== undefined) this.#known.add(first);
      while (this.#take(',')) {
        isCall = this.#suffixed();
        if (isCall) this.#unexpected();
        if (this.#lastName !== undefined) this.#known.add(this.#lastName);
      }
      this.#need('=');
      this.#list();
    } else if (!isCall) throw new LuaError(`line ${this.#token.line}: = expected near ${this.#token.text}`);
  }

  /** The name of the expression that was read last, when it is nothing but a name. */
  #lastName: string | undefined;

  /** A name or an expression in brackets, with what is selected and called on it. True when it ends with a call. */
  #suffixed(): boolean {
    let isCall = false;
    let base: string | undefined;
    let plain = true;
    if (this.#take('(')) {
      this.#expression();
      this.#need(')');
      plain = false;
    } else base = this.#name();
    for (;;) {
      const { kind, line } = this.#token;
      if (this.#take('.')) this.#name();
      else if (this.#take('[')) {
        this.#expression();
        this.#need(']');
      } else if (this.#is(':') || this.#is('(') || this.#is('{') || kind === 'string') {
        if (this.#take(':')) this.#name();
        this.#mayFail(base, plain, line);
        this.#arguments();
        isCall = true;
        plain = false;
        continue;
      } else break;
      isCall = false;
      plain = false;
      if (base !== undefined && !this.#isKnown(base)) this.#note(line, `attempt to index global '${base}' (a nil value)`);
    }
    this.#lastName = plain ? base : undefined;
    return isCall;
  }

  #isKnown = (name: string): boolean => this.#known.has(name) || this.#locals.some((scope) => scope.has(name));

  #note(line: number, what: string): void {
    if (this.#functions === 0) this.fault ??= `line ${line}: ${what}`;
  }

  #mayFail(base: string | undefined, plain: boolean, line: number): void {
    if (base === undefined || !plain) return;
    if (!this.#isKnown(base)) this.#note(line, `attempt to call global '${base}' (a nil value)`);
    else if (base === 'error' && this.#depth < 2) this.#note(line, 'error is called');
    else if (base === 'require' && !this.#locals.some((scope) => scope.has(base))) {
      const next = this.#tokens[this.#at + (this.#is('(') ? 1 : 0)];
      if (next?.kind === 'string' && !GLOBALS.has(next.text) && next.text !== 'ffi') this.#note(line, `module '${next.text}' is not found`);
    }
  }

  #arguments(): void {
    if (this.#token.kind === 'string') {
      this.#at++;
      return;
    }
    if (this.#is('{')) {
      this.#table();
      return;
    }
    this.#need('(');
    if (this.#take(')')) return;
    this.#list();
    this.#need(')');
  }

  #table(): void {
    this.#need('{');
    while (!this.#is('}')) {
      if (this.#take('[')) {
        this.#expression();
        this.#need(']');
        this.#need('=');
        this.#expression();
      } else {
        const next = this.#tokens[this.#at + 1];
        if (this.#token.kind === 'name' && next?.kind === 'op' && next.text === '=') this.#at += 2;
        this.#expression();
      }
      if (!this.#take(',') && !this.#take(';')) break;
    }
    this.#need('}');
  }

  #list(): void {
    do this.#expression();
    while (this.#take(','));
  }

  #expression(): void {
    this.#deeper(() => {
      do this.#operand();
      while (BINARY.some((op) => this.#take(op)));
    });
  }

  #operand(): void {
    while (this.#take('-') || this.#take('not') || this.#take('#'));
    const { kind, text } = this.#token;
    if (kind === 'number' || kind === 'string' || ['nil', 'true', 'false', '...'].includes(text)) {
      this.#at++;
      return;
    }
    if (this.#is('{')) this.#table();
    else if (this.#take('function')) this.#function();
    else this.#suffixed();
  }
}

const BINARY = ['+', '-', '*', '/', '%', '^', '..', '==', '~=', '<', '<=', '>', '>=', 'and', 'or'];

/** Why Envoy would not load a Lua source, or undefined. */
export function luaProblem(source: string): string | undefined {
  if (source.length > LONGEST) return undefined;
  try {
    const parser = new Parser(tokensOf(source));
    parser.run();
    return parser.fault;
  } catch (error) {
    if (error instanceof LuaError) return error.message;
    throw error;
  }
}
