// The request as one reads it: method, address, and a row of what else it carries. Each of these opens the part of the form where
// it is changed; what it does not have yet is in a list. The form itself is loaded when the first part is opened.
import { Suspense, useState } from 'react';
import { useReadRequests } from '../../queries/use-read-requests.ts';
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import type { RequestPart } from '../../state/view.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { addressOf, readAddress } from './address.ts';
import { looksImportable } from './importable.ts';
import { PARTS, summarise } from './summary.ts';
import './request.css';

const RequestForm = lazyPart(async () => (await import('./RequestForm.tsx')).RequestForm);

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE'];

export function RequestBar() {
  const row = useApp((state) => state.requestList.find((known) => known.id === state.selectedRequest));
  const chosen = useApp((state) => state.requestPart);
  const mode = useApp((state) => state.mode);
  const { openPart, open } = useApp((state) => state.view);
  // Who adds something goes on writing it; who looks at something stays where they are.
  const [isAdding, setAdding] = useState(false);
  if (row === undefined) return undefined;
  const isRaw = row.request.raw !== undefined;
  const given = summarise(row.request);
  // With no configuration beside it there is room, and what the request carries is all that decides.
  const part = chosen === '' && mode === 'expression' ? (given[0]?.part ?? 'headers') : chosen;
  const added = PARTS.filter((known) => known.part === part && given.every((other) => other.part !== part));
  const show = (name: RequestPart | '', adding: boolean) => {
    setAdding(adding);
    openPart(name);
  };
  return (
    <div className="request" id="request" role="tabpanel" aria-label={`Request ${row.name}`}>
      {isRaw ? <p className="soft">Given as a raw HTTP message.</p> : <RequestLine row={row} key={row.id} />}
      <div className="row parts">
        {[...given, ...added].map((item) => (
          <button
            key={item.part + item.label}
            type="button"
            className="chip part"
            aria-expanded={part === item.part}
            {...(part === item.part ? { 'aria-controls': 'request-form' } : {})}
            onClick={() => show(part === item.part ? '' : item.part, false)}
          >
            {item.label}
          </button>
        ))}
        <Menu
          label="+ more fields"
          className="chip part unset"
          items={PARTS.map((item) => ({ label: item.label, onChoose: () => show(item.part, true) }))}
        >
          + more
        </Menu>
        <button type="button" className="link paste" onClick={() => open('import')}>
          Paste curl …
        </button>
      </div>
      {part !== '' && (
        <Suspense
          fallback={
            <p id="request-form" className="quiet">
              Loading the form …
            </p>
          }
        >
          <RequestForm row={row} part={part} isAdding={isAdding} key={`${row.id} ${part}`} />
        </Suspense>
      )}
    </div>
  );
}

function RequestLine({ row }: { readonly row: NamedRequest }) {
  const { change, replace, add } = useApp((state) => state.requests);
  const { tell, openPart } = useApp((state) => state.view);
  const read = useReadRequests();
  const { request, typed } = row;
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? typed.address ?? addressOf(request);
  const reading = draft !== undefined || typed.address !== undefined ? readAddress(shown, request) : undefined;
  const fault = reading !== undefined && !reading.ok ? reading.because : undefined;

  const onAddress = (text: string) => {
    const address = readAddress(text, request);
    setDraft(text);
    if (address.ok) change(row.id, address.changes, { address: undefined });
    else change(row.id, {}, { address: text });
  };
  const onPaste = async (text: string) => {
    const [found, { takeRequests, saidOf, carriesToken }] = await Promise.all([read(text), import('./take-requests.ts')]);
    const [first, ...more] = takeRequests(found);
    if (first === undefined) {
      tell({ id: 'import', tone: 'error', text: found.problems[0]?.message ?? 'No request was found in what was pasted.' });
      return;
    }
    replace(row.id, first.request, first.logged);
    for (const one of more) add(row.name, one.request, one.logged);
    setDraft(undefined);
    // A token is shown with what it says.
    if (carriesToken(first.request)) openPart('headers');
    const said = saidOf(found);
    if (said !== undefined) tell({ id: 'import', tone: 'warn', text: said });
  };

  return (
    <div className="request-line">
      <div className="address">
        <input
          className="mono method"
          aria-label="Method"
          list="methods"
          value={typed.method ?? request.method ?? 'GET'}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            const method = event.target.value.trim();
            change(row.id, method === '' ? {} : { method }, { method: method === '' ? '' : undefined });
          }}
        />
        <datalist id="methods">
          {METHODS.map((method) => (
            <option key={method} value={method} />
          ))}
        </datalist>
        <input
          className="mono url"
          aria-label="Address"
          inputMode="url"
          value={shown}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : 'address-fault'}
          placeholder="https://shop.test/path, or paste a curl command"
          onChange={(event) => onAddress(event.target.value)}
          onBlur={() => setDraft(undefined)}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text/plain');
            if (!looksImportable(text)) return;
            event.preventDefault();
            void onPaste(text);
          }}
        />
      </div>
      {fault !== undefined && (
        <p className="fault" id="address-fault">
          {fault} <span className="quiet">The last good address still answers.</span>
        </p>
      )}
    </div>
  );
}
