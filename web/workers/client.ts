// The page's one way to the engine: a worker that is ended and started anew when it is stuck. Loading is not being stuck: a worker
// whose script is on its way has longer, and afterwards only one whose event loop is blocked for longer than the deadline of the call
// that it said to have begun is ended: that call is stopped, the others are asked again.
// What a new worker has to know (the configurations it is asked about) is told it again.
import { type Connection, connect, Restarted, Unreachable } from '../../src/protocol/connect.ts';
import type { Answer, ConfigText, Engine, FromWorker, Method, Params, Port, ToWorker } from '../../src/protocol/engine.ts';

export { Unreachable };

/** The answer took longer than its deadline and was stopped. */
export class TimedOut extends Error {
  readonly method: Method;
  readonly deadline: number;
  constructor(method: Method, deadline: number) {
    super(`Stopped after ${deadline / 1000} s.`);
    this.method = method;
    this.deadline = deadline;
  }
}

/** Milliseconds of computing that each kind of question may take. */
const DEADLINES: Readonly<Record<Method, number>> = {
  open: 10_000,
  check: 30_000,
  decide: 1500,
  outline: 5000,
  graph: 5000,
  evaluate: 1500,
  explain: 1500,
  compare: 5000,
  functions: 2000,
  readRequests: 5000,
  complete: 2000,
  signatures: 2000,
  hover: 2000,
  explainCode: 2000,
};
const HEARTBEAT = 100;
/** Milliseconds that the script of a worker may take to come, on a slow connection too. */
const LOADING = 60_000;
/** How many configurations a restarted worker can be told again. */
const REMEMBERED = 4;

export interface Spawned extends Port<ToWorker, FromWorker> {
  readonly end: () => void;
  /** Hears that the script did not come, or could not start. */
  readonly onFailure: (handler: () => void) => void;
}

export class EngineClient implements Engine {
  readonly #spawn: () => Spawned;
  readonly #configs = new Map<string, ConfigText>();
  readonly #opened = new Set<string>();
  #worker: Spawned;
  #connection: Connection;
  /** The present worker has said something. */
  #isLoaded = false;
  /** The present worker did not come: the next question asks for another. */
  #hasFailed = false;
  #asked = 0;
  #watch: ReturnType<typeof setTimeout> | undefined;
  /** A ping is not answered yet. */
  #isSilent = false;

  constructor(spawn: () => Spawned) {
    this.#spawn = spawn;
    this.#worker = this.#start();
    this.#connection = connect(this.#worker, (message) => this.#heard(message));
  }

  async open(params: Params<'open'>): Promise<Answer<'open'>> {
    this.#configs.set(params.revision, params.config);
    for (const old of this.#configs.keys()) {
      if (this.#configs.size <= REMEMBERED) break;
      this.#configs.delete(old);
    }
    const answer = await this.#call('open', params);
    this.#opened.add(params.revision);
    return answer;
  }
  check(params: Params<'check'>): Promise<Answer<'check'>> {
    return this.#about('check', params);
  }
  decide(params: Params<'decide'>): Promise<Answer<'decide'>> {
    return this.#about('decide', params);
  }
  outline(params: Params<'outline'>): Promise<Answer<'outline'>> {
    return this.#about('outline', params);
  }
  graph(params: Params<'graph'>): Promise<Answer<'graph'>> {
    return this.#about('graph', params);
  }
  evaluate(params: Params<'evaluate'>): Promise<Answer<'evaluate'>> {
    return this.#call('evaluate', params);
  }
  explain(params: Params<'explain'>): Promise<Answer<'explain'>> {
    return this.#call('explain', params);
  }
  compare(params: Params<'compare'>): Promise<Answer<'compare'>> {
    return this.#call('compare', params);
  }
  functions(params: Params<'functions'>): Promise<Answer<'functions'>> {
    return this.#call('functions', params);
  }

  readRequests(params: Params<'readRequests'>): Promise<Answer<'readRequests'>> {
    return this.#about('readRequests', params);
  }
  complete(params: Params<'complete'>): Promise<Answer<'complete'>> {
    return this.#call('complete', params);
  }
  signatures(params: Params<'signatures'>): Promise<Answer<'signatures'>> {
    return this.#call('signatures', params);
  }
  hover(params: Params<'hover'>): Promise<Answer<'hover'>> {
    return this.#call('hover', params);
  }
  explainCode(params: Params<'explainCode'>): Promise<Answer<'explainCode'>> {
    return this.#call('explainCode', params);
  }

  end(): void {
    clearTimeout(this.#watch);
    this.#worker.end();
  }

  /** A call about a configuration; opens it again in a worker that does not know it. */
  async #about<M extends 'check' | 'decide' | 'outline' | 'graph' | 'readRequests'>(method: M, params: Params<M>): Promise<Answer<M>> {
    const config = this.#configs.get(params.revision);
    if (config !== undefined && !this.#opened.has(params.revision)) await this.open({ revision: params.revision, config });
    return this.#call(method, params);
  }

  #start(): Spawned {
    const worker = this.#spawn();
    this.#isLoaded = false;
    this.#hasFailed = false;
    this.#opened.clear();
    worker.onFailure(() => worker === this.#worker && !this.#isLoaded && this.#fail());
    return worker;
  }

  async #call<M extends Method>(method: M, params: Params<M>): Promise<Answer<M>> {
    if (this.#hasFailed) this.#replace(new Unreachable());
    const answer = this.#connection.call(method, params);
    this.#ping();
    try {
      return await answer;
    } catch (reason) {
      if (!(reason instanceof Restarted)) throw reason;
      const again = this[method] as (params: Params<M>) => Promise<Answer<M>>;
      return again.call(this, params);
    }
  }

  /** Asks whether the event loop is free, one question at a time, as long as something is in flight. */
  #ping(): void {
    if (this.#watch !== undefined || this.#connection.inFlight().length === 0) return;
    this.#isSilent = true;
    this.#worker.post({ ping: ++this.#asked });
    this.#wait();
  }

  /** How long the worker may say nothing from now on: as long as the call may take that it has begun. */
  #wait(): void {
    clearTimeout(this.#watch);
    this.#watch = undefined;
    if (!this.#isLoaded) this.#watch = setTimeout(() => this.#fail(), LOADING);
    const [first] = this.#connection.inFlight();
    if (!this.#isLoaded || first === undefined) return;
    const begun = this.#connection.begun();
    const deadline = Math.max(...(begun.length === 0 ? [first] : begun).map((method) => DEADLINES[method]));
    this.#watch = setTimeout(() => this.#replace(new TimedOut(begun.at(-1) ?? first, deadline)), deadline);
  }

  /** Whatever it says, it is not stuck now. */
  #heard(message: FromWorker): void {
    this.#isLoaded = true;
    if (!this.#isSilent) return;
    if (!('pong' in message)) this.#wait();
    else if (message.pong === this.#asked) this.#rest();
  }

  #rest(): void {
    this.#isSilent = false;
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      this.#watch = undefined;
      this.#ping();
    }, HEARTBEAT);
  }

  /** Nothing that was asked of a worker that did not come is answered. Another is asked for with the next question, not by itself. */
  #fail(): void {
    clearTimeout(this.#watch);
    this.#watch = undefined;
    this.#hasFailed = true;
    this.#connection.abandon(new Unreachable());
  }

  #replace(reason: Error): void {
    clearTimeout(this.#watch);
    this.#watch = undefined;
    this.#isSilent = false;
    this.#worker.end();
    this.#worker = this.#start();
    this.#connection.replace(this.#worker, reason);
    this.#ping();
  }
}

/** Starts the engine's worker. */
export function spawnEngine(): Spawned {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'gateglass-engine' });
  return {
    post: (message) => worker.postMessage(message),
    listen: (handler) => worker.addEventListener('message', (event: MessageEvent<FromWorker>) => handler(event.data)),
    end: () => worker.terminate(),
    onFailure: (handler) => worker.addEventListener('error', handler),
  };
}
