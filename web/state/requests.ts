// The sample requests: tabs with the names that people give. What is typed in a field and cannot be read yet (half a URL, broken
// JSON) is kept beside the request as text, so that it survives a reload and the last good value goes on answering.
import type { LoggedAnswer } from '../../src/http/import/observed.ts';
import type { SampleRequest } from '../../src/http/sample-request.ts';
import type { PinnedAnswer } from '../../src/model/pinned.ts';
import type { SharedRequest } from '../../src/permalink/state.ts';
import type { Slice } from './store.ts';

export interface NamedRequest {
  /** Unique in the store; never shared. */
  readonly id: string;
  readonly name: string;
  readonly request: SampleRequest;
  /** Text of the fields that cannot be read as they are, by field name. */
  readonly typed: Readonly<Record<string, string>>;
  /** The answer that was kept to compare later ones with. */
  readonly pinned?: PinnedAnswer;
  /** What an access log said of it, when it came from one. */
  readonly logged?: LoggedAnswer;
}

export interface RequestsSlice {
  readonly requestList: readonly NamedRequest[];
  readonly selectedRequest: string;
  /** Requests reach the gateway one after another and share its state. */
  readonly sequence: boolean;
  /** Changes with any request, never with names or the selection. */
  readonly requestsRevision: number;
  readonly requests: {
    readonly load: (requests: readonly SharedRequest[], selected: number, sequence: boolean) => void;
    readonly choose: (id: string) => void;
    readonly add: (name: string, request: SampleRequest, logged?: LoggedAnswer) => void;
    readonly rename: (id: string, name: string) => void;
    readonly duplicate: (id: string) => void;
    readonly remove: (id: string) => void;
    /** Puts a request back where it was, and chooses it. */
    readonly putBack: (row: NamedRequest, at: number) => void;
    readonly move: (id: string, by: -1 | 1) => void;
    /** Changes fields; one that is undefined is taken away. `typed` replaces texts of fields in the same way. */
    readonly change: (id: string, fields: Changes, typed?: Readonly<Record<string, string | undefined>>) => void;
    readonly replace: (id: string, request: SampleRequest, logged?: LoggedAnswer) => void;
    readonly setSequence: (sequence: boolean) => void;
    /** Keeps answers, by the request's id, to compare later ones with. A request without one loses its own. */
    readonly pin: (answers: ReadonlyMap<string, PinnedAnswer>) => void;
  };
}

/** Whether an assumption of this code goes when the filter's effect is declared with the request. */
export const canBeDeclared = (code: string): boolean => /^(?:opaque|undeclared)-|verdict/.test(code);

export type Changes = { readonly [K in keyof SampleRequest]?: SampleRequest[K] | undefined };

export const FIRST_REQUEST: SampleRequest = { method: 'GET', scheme: 'http', host: 'example.com', path: '/' };

export const createRequestsSlice: Slice<RequestsSlice> = (set, get) => {
  let serial = 0;
  const named = (name: string, request: SampleRequest): NamedRequest => ({ id: `r${++serial}`, name, request, typed: {} });
  const put = (requestList: readonly NamedRequest[], more: Partial<RequestsSlice> = {}) =>
    set((state) => ({ requestList, requestsRevision: state.requestsRevision + 1, ...more }));
  const update = (id: string, map: (row: NamedRequest) => NamedRequest) => get().requestList.map((row) => (row.id === id ? map(row) : row));
  const first = named('request', FIRST_REQUEST);
  return {
    requestList: [first],
    selectedRequest: first.id,
    sequence: false,
    requestsRevision: 0,
    requests: {
      load: (shared, selected, sequence) => {
        const requestList =
          shared.length > 0
            ? shared.map((row) => withLogged(withPinned(named(row.name, row.request), row.pinned), row.logged))
            : [named('request', FIRST_REQUEST)];
        const chosen = requestList[selected] ?? (requestList[0] as NamedRequest);
        put(requestList, { selectedRequest: chosen.id, sequence });
      },
      choose: (selectedRequest) => set({ selectedRequest }),
      add: (name, request, logged) => {
        const row = withLogged(named(freshName(name, get().requestList), request), logged);
        put([...get().requestList, row], { selectedRequest: row.id });
      },
      rename: (id, name) => set({ requestList: update(id, (row) => ({ ...row, name })) }),
      duplicate: (id) => {
        const at = get().requestList.findIndex((row) => row.id === id);
        const source = get().requestList[at];
        if (source === undefined) return;
        const copy = { ...withPinned(source, undefined), id: `r${++serial}`, name: freshName(source.name, get().requestList) };
        put(get().requestList.toSpliced(at + 1, 0, copy), { selectedRequest: copy.id });
      },
      remove: (id) => {
        const at = get().requestList.findIndex((known) => known.id === id);
        const row = get().requestList[at];
        const rest = get().requestList.toSpliced(at, 1);
        const next = rest[Math.min(at, rest.length - 1)];
        if (row === undefined || next === undefined) return;
        put(rest, { selectedRequest: get().selectedRequest === id ? next.id : get().selectedRequest });
        get().view.tellRemoved(`Request ${row.name}`, { kind: 'put-back-request', row, at });
      },
      putBack: (row, at) => put(get().requestList.toSpliced(at, 0, row), { selectedRequest: row.id }),
      move: (id, by) => {
        const at = get().requestList.findIndex((known) => known.id === id);
        const row = get().requestList[at];
        if (row === undefined || at + by < 0 || at + by >= get().requestList.length) return;
        put(
          get()
            .requestList.toSpliced(at, 1)
            .toSpliced(at + by, 0, row),
        );
      },
      change: (id, fields, typed = {}) =>
        put(update(id, (row) => ({ ...row, request: merge(row.request, fields), typed: merge(row.typed, typed) }))),
      replace: (id, request, logged) => put(update(id, (row) => withLogged({ ...row, request, typed: {} }, logged))),
      setSequence: (sequence) => put(get().requestList, { sequence }),
      pin: (answers) => set({ requestList: get().requestList.map((row) => withPinned(row, answers.get(row.id))) }),
    },
  };
};

function withPinned({ pinned: _before, ...row }: NamedRequest, pinned: PinnedAnswer | undefined): NamedRequest {
  return pinned === undefined ? row : { ...row, pinned };
}

function withLogged({ logged: _before, ...row }: NamedRequest, logged: LoggedAnswer | undefined): NamedRequest {
  return logged === undefined ? row : { ...row, logged };
}

/** `into` with the members of `changes`; undefined takes one away. */
function merge<T extends object>(into: T, changes: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const out = { ...into } as Record<string, unknown>;
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) delete out[key];
    else out[key] = value;
  }
  return out as T;
}

/** `name`, or `name 2` when it is taken. */
function freshName(name: string, list: readonly NamedRequest[]): string {
  const taken = new Set(list.map((row) => row.name));
  const stem = name.replace(/ \d{1,4}$/, '');
  if (!taken.has(name)) return name;
  for (let n = 2; ; n++) if (!taken.has(`${stem} ${n}`)) return `${stem} ${n}`;
}
