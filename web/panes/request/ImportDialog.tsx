// Pasting a request in the form that people have it: a curl command, a raw HTTP message, a HAR archive, a log line, a URL, JSON.
import { useState } from 'react';
import { importRequest } from '../../../src/http/import/import-request.ts';
import type { Imported, ImportProblem } from '../../../src/http/import/imported.ts';
import { useApp } from '../../state/store.ts';
import { Dialog } from '../../ui/Dialog.tsx';

const MOST = 100;

export function ImportDialog() {
  const { open, tell } = useApp((state) => state.view);
  const { add } = useApp((state) => state.requests);
  const [text, setText] = useState('');
  const [found, setFound] = useState<Imported>();
  const take = () => {
    const imported = importRequest(text);
    setFound(imported);
    if (imported.requests.length === 0) return;
    for (const request of imported.requests.slice(0, MOST)) add(request.path ?? 'request', request);
    const warnings = imported.problems.filter((problem) => problem.severity === 'warning');
    const left = imported.requests.length > MOST ? ` The first ${MOST} of ${imported.requests.length} were taken.` : '';
    if (warnings.length > 0 || left !== '')
      tell({ id: 'import', tone: 'warn', text: `Imported. ${warnings.map((problem) => problem.message).join(' ')}${left}` });
    open(undefined);
  };
  return (
    <Dialog title="Import requests" onClose={() => open(undefined)}>
      <label className="field">
        <span>A curl command, a raw HTTP message, a HAR file, a URL, or a request as JSON</span>
        <textarea
          rows={10}
          value={text}
          spellCheck={false}
          placeholder={"curl -H 'x-beta: 1' https://shop.test/checkout"}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {found?.problems.map((problem: ImportProblem) => (
        <p key={`${problem.span.start} ${problem.message}`} className={problem.severity === 'error' ? 'fault' : 'warn'}>
          {problem.message}
        </p>
      ))}
      <div className="row">
        <button type="button" className="primary" disabled={text.trim() === ''} onClick={take}>
          Import
        </button>
        <span className="quiet">Nothing is sent: the text is read in this page.</span>
      </div>
    </Dialog>
  );
}
