// Pasting a request in the form that people have it: a curl command, a raw HTTP message, a HAR archive, a log line, a URL, JSON.
import { useState } from 'react';
import type { ImportProblem } from '../../../src/http/import/imported.ts';
import { useReadRequests } from '../../queries/use-read-requests.ts';
import { useApp } from '../../state/store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { saidOf, takeRequests } from './take-requests.ts';

export function ImportDialog() {
  const { open, tell } = useApp((state) => state.view);
  const { add } = useApp((state) => state.requests);
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly ImportProblem[]>([]);
  const read = useReadRequests();
  const take = async () => {
    const found = await read(text);
    setProblems(found.problems);
    const taken = takeRequests(found);
    if (taken.length === 0) return;
    for (const { name, request, logged } of taken) add(name, request, logged);
    const said = saidOf(found);
    if (said !== undefined) tell({ id: 'import', tone: 'warn', text: said });
    open(undefined);
  };
  return (
    <Dialog title="Import requests" onClose={() => open(undefined)}>
      <label className="field">
        <span>A curl command, access-log lines, a raw HTTP message, a HAR file, a URL, or a request as JSON</span>
        <textarea
          rows={10}
          data-autofocus
          value={text}
          spellCheck={false}
          placeholder={"curl -H 'x-beta: 1' https://shop.test/checkout"}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {problems.map((problem) => (
        <p key={`${problem.span.start} ${problem.message}`} className={problem.severity === 'error' ? 'fault' : 'warn'}>
          {problem.message}
        </p>
      ))}
      <div className="row">
        <button type="button" className="primary" disabled={text.trim() === ''} onClick={() => void take()}>
          Import
        </button>
        <span className="quiet">Nothing is sent: the text is read in this page.</span>
      </div>
    </Dialog>
  );
}
