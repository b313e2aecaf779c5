// The requests as tabs with the names people give them.
import { Ellipsis, Plus } from 'lucide-react';
import { useChanged } from '../../queries/use-changed.ts';
import { FIRST_REQUEST } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { Menu } from '../../ui/Menu.tsx';
import { Tabs } from '../../ui/Tabs.tsx';

export function RequestTabs() {
  const list = useApp((state) => state.requestList);
  const selected = useApp((state) => state.selectedRequest);
  const answerView = useApp((state) => state.answerView);
  const mode = useApp((state) => state.mode);
  const { choose, add, rename, duplicate, remove, move } = useApp((state) => state.requests);
  const { showAnswers, open } = useApp((state) => state.view);
  const changed = useChanged();
  const current = list.find((row) => row.id === selected);
  const askName = () =>
    document.querySelector<HTMLElement>('#request-tabs [aria-selected=true]')?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  return (
    <div className="bar" id="request-tabs">
      <Tabs
        label="Requests"
        controls="request"
        tabs={list.map(({ id, name }) => ({
          id,
          label: name,
          ...(changed.has(id) ? { note: 'changed', tone: 'warn' } : {}),
        }))}
        selected={selected}
        onSelect={(id) => {
          choose(id);
          showAnswers('one');
        }}
        onRename={rename}
        onRemove={remove}
        onMove={move}
      />
      <button
        type="button"
        className="icon-button"
        aria-label="Add a request"
        title="Add a request"
        onClick={() => add('request', FIRST_REQUEST)}
      >
        <Plus size={15} aria-hidden />
      </button>
      <Menu
        label="This request"
        items={[
          { label: 'Rename', onChoose: askName, hint: 'F2' },
          { label: 'Duplicate', onChoose: () => duplicate(selected) },
          { label: 'Import: curl, HTTP, HAR, log line', onChoose: () => open('import') },
          { label: 'Remove', onChoose: () => current !== undefined && remove(current.id), disabled: list.length === 1, hint: 'Del' },
        ]}
      >
        <Ellipsis size={15} aria-hidden />
      </Menu>
      <div className="end">
        {mode === 'gateway' && (
          <button
            type="button"
            className="tab"
            aria-pressed={answerView === 'all'}
            onClick={() => showAnswers(answerView === 'all' ? 'one' : 'all')}
          >
            All requests
          </button>
        )}
      </div>
    </div>
  );
}
