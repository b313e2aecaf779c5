// Pasting a request in the form that people have it: a curl command, a raw HTTP message, a HAR archive, a log line, a URL, JSON; or the file
// that holds it.
import { type DragEvent, useId, useRef, useState } from 'react';
import type { ImportProblem } from '../../../src/http/import/imported.ts';
import { useReadRequests } from '../../queries/use-read-requests.ts';
import { useApp } from '../../state/store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { readFiles } from '../config/read-files.ts';
import { saidOf, takeRequests } from './take-requests.ts';

export function ImportDialog() {
  const { open, tell } = useApp((state) => state.view);
  const { add } = useApp((state) => state.requests);
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly ImportProblem[]>([]);
  const [refused, setRefused] = useState<string>();
  const read = useReadRequests();
  const picker = useRef<HTMLInputElement>(null);
  const faults = useId();
  const take = async (wanted: string) => {
    const found = await read(wanted);
    setProblems(found.problems);
    setRefused(undefined);
    const taken = takeRequests(found);
    if (taken.length === 0) return;
    for (const { name, request, logged } of taken) add(name, request, logged);
    const said = saidOf(found);
    if (said !== undefined) tell({ id: 'import', tone: 'warn', text: said });
    open(undefined);
  };
  const takeFiles = async (list: Iterable<File>) => {
    const { files, refused: names } = await readFiles(list);
    for (const file of files) await take(file.text);
    if (names.length > 0) setRefused(`Not read: ${names.join(', ')}`);
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
        <span>A curl command, access-log lines, a raw HTTP message, a HAR file, a URL, or a request as JSON</span>
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
        <button type="button" className="primary" disabled={text.trim() === ''} onClick={() => void take(text)}>
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
