// Pasting a request in the form that people have it: a curl command, a raw HTTP message, a HAR archive, a log line, a URL, JSON; or the file
// that holds it.
import { type DragEvent, useId, useRef, useState } from 'react';
import type { ImportProblem } from '../../../src/http/import/imported.ts';
import { useReadRequests } from '../../queries/use-read-requests.ts';
import { useApp } from '../../state/store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { readFiles } from '../config/read-files.ts';
import { carriesToken, saidOf, takeRequests } from './take-requests.ts';

/** What came out of one text. */
interface Taken {
  readonly isTaken: boolean;
  readonly said: string | undefined;
  readonly problems: readonly ImportProblem[];
}

export function ImportDialog() {
  const { open, openPart, tell } = useApp((state) => state.view);
  const { add } = useApp((state) => state.requests);
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly ImportProblem[]>([]);
  const [refused, setRefused] = useState<string>();
  const read = useReadRequests();
  const picker = useRef<HTMLInputElement>(null);
  const faults = useId();
  /** Adds the requests of a text; gives what is to be said of it. Without any request the dialog says why and stays. */
  const take = async (wanted: string): Promise<Taken> => {
    const found = await read(wanted);
    const taken = takeRequests(found);
    for (const { name, request, logged } of taken) add(name, request, logged);
    // The last one is chosen: its token is shown with what it says.
    if (taken.slice(-1).some(({ request }) => carriesToken(request))) openPart('headers');
    return { isTaken: taken.length > 0, said: saidOf(found), problems: found.problems };
  };
  const conclude = (all: readonly Taken[], names: readonly string[]) => {
    const unread = names.length === 0 ? undefined : `Not read: ${names.join(', ')}`;
    if (!all.some(({ isTaken }) => isTaken)) {
      // Of files each is said with its name.
      setProblems(unread === undefined ? all.flatMap((one) => one.problems) : []);
      setRefused(unread);
      return;
    }
    const said = [...all.flatMap((one) => one.said ?? []), unread].filter((one) => one !== undefined);
    if (said.length > 0) tell({ id: 'import', tone: 'warn', text: said.join(' ') });
    open(undefined);
  };
  const takeText = async () => conclude([await take(text)], []);
  const takeFiles = async (list: Iterable<File>) => {
    const { files, refused: names } = await readFiles(list);
    const all: Taken[] = [];
    const refusals = [...names];
    for (const file of files) {
      const one = await take(file.text);
      all.push(one);
      if (!one.isTaken) refusals.push(`${file.name} (${one.problems[0]?.message ?? 'it holds no request'})`);
    }
    conclude(all, refusals);
  };
  // Files that are let go of over the dialog are meant for it.
  const onDrop = (event: DragEvent) => {
    const { files } = event.dataTransfer;
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    document.body.removeAttribute('data-dropping');
    void takeFiles(files);
  };
  return (
    <Dialog title="Import requests" onClose={() => open(undefined)} onDrop={onDrop}>
      <label className="field">
        <span>
          A curl command, a fetch(…) call, access-log lines, a raw HTTP message, a HAR file, a URL, a bearer token, or a request as JSON
        </span>
        <textarea
          rows={10}
          data-autofocus
          value={text}
          spellCheck={false}
          aria-describedby={faults}
          placeholder={"curl -H 'x-beta: 1' https://shop.test/checkout"}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div id={faults} role="status">
        {problems.map((problem) => (
          <p key={`${problem.span.start} ${problem.message}`} className={problem.severity === 'error' ? 'fault' : 'warn'}>
            {problem.message}
          </p>
        ))}
        {refused !== undefined && <p className="fault">{refused}</p>}
      </div>
      <div className="row">
        <button type="button" className="primary" disabled={text.trim() === ''} onClick={() => void takeText()}>
          Import
        </button>
        <button type="button" className="outlined" onClick={() => picker.current?.click()}>
          Read a file …
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label="File with requests"
          onChange={(event) => void takeFiles(event.target.files ?? [])}
        />
        <span className="quiet">Nothing is sent: the text is read in this page.</span>
      </div>
    </Dialog>
  );
}
