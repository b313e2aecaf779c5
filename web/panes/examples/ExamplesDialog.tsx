// Examples and drafts: what can be opened in place of what is shown. What is shown now is kept as a draft.
import { X } from 'lucide-react';
import { useState } from 'react';
import { exampleFragment } from '../../../src/permalink/index.ts';
import { useDrafts } from '../../queries/use-drafts.ts';
import { useExamples } from '../../queries/use-examples.ts';
import type { Draft } from '../../state/drafts.ts';
import { useSession } from '../../state/session.ts';
import { useApp } from '../../state/store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import './examples.css';

export function ExamplesDialog() {
  const { open } = useApp((state) => state.view);
  const session = useSession();
  const origin = useApp((state) => state.origin);
  const examples = useExamples();
  const [wanted, setWanted] = useState('');
  const words = wanted
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = (examples.data ?? []).filter((row) =>
    words.every((word) => `${row.title} ${row.teaches} ${row.group}`.toLowerCase().includes(word)),
  );
  const groups = [...new Set(found.map((row) => row.group))].map((group) => [group, found.filter((row) => row.group === group)] as const);
  const choose = async (slug: string) => {
    await session?.openExample(slug);
    history.replaceState(null, '', exampleFragment(slug));
    open(undefined);
  };
  return (
    <Dialog title="Examples and drafts" onClose={() => open(undefined)} className="examples">
      <div className="examples-search">
        {/* The dialog is for choosing, and choosing begins with the search. */}
        <input
          type="search"
          aria-label="Search examples"
          placeholder="Search: canary, JWT, redirect …"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <button type="button" className="outlined" onClick={() => void session?.openBlank().then(() => open(undefined))}>
          Blank
        </button>
      </div>
      <p className="hidden" role="status">
        {found.length} examples
      </p>
      {words.length === 0 && <Drafts />}
      {examples.isError && <p className="fault">The list of examples could not be read.</p>}
      {groups.map(([group, rows]) => (
        <section key={group}>
          <h3>{group}</h3>
          <ul>
            {rows.map((row) => (
              <li key={row.slug}>
                <button
                  type="button"
                  className="example-row"
                  aria-current={origin.kind === 'example' && origin.slug === row.slug}
                  onClick={() => void choose(row.slug)}
                >
                  <strong>{row.title}</strong>
                  <span className="soft">{row.teaches}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {examples.data !== undefined && found.length === 0 && <p className="soft">No example has all of these words.</p>}
    </Dialog>
  );
}

/** As many as are shown before someone asks for all. */
const FEW = 3;

function Drafts() {
  const session = useSession();
  const { open } = useApp((state) => state.view);
  const drafts = useDrafts();
  const [showsAll, setShowsAll] = useState(false);
  const [removed, setRemoved] = useState<Draft>();
  if (session === undefined || drafts.data === undefined || (drafts.data.length === 0 && removed === undefined)) return undefined;
  const remove = async (id: string) => {
    setRemoved(await session.drafts.read(id));
    await session.drafts.remove(id);
    await drafts.refetch();
  };
  const putBack = async (draft: Draft) => {
    await session.drafts.write(draft);
    setRemoved(undefined);
    await drafts.refetch();
  };
  const shown = showsAll ? drafts.data : drafts.data.slice(0, FEW);
  return (
    <section>
      <h3>Your drafts</h3>
      <ul>
        {shown.map((row) => (
          <li key={row.id} className="draft-row">
            <button type="button" className="example-row" onClick={() => void session.openDraft(row.id).then(() => open(undefined))}>
              <strong>{row.title}</strong>
              <span className="soft">
                {when(row.savedAt)}, {sizeText(row.size)}
              </span>
            </button>
            <button type="button" className="icon-button" aria-label={`Delete the draft ${row.title}`} onClick={() => void remove(row.id)}>
              <X size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <div className="row">
        {drafts.data.length > shown.length && (
          <button type="button" className="outlined" onClick={() => setShowsAll(true)}>
            All {drafts.data.length} drafts
          </button>
        )}
        {removed !== undefined && (
          <button type="button" className="outlined" onClick={() => void putBack(removed)}>
            Undo: keep that draft
          </button>
        )}
        <p className="quiet">Kept in this browser only; the oldest go when there are more than 30.</p>
      </div>
    </section>
  );
}

const sizeText = (characters: number): string =>
  characters < 10_000 ? `${characters} characters` : `${Math.round(characters / 1000).toLocaleString('en')} k characters`;

/** `5 minutes ago`, in the reader's language. */
function when(time: number): string {
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  const minutes = Math.round((time - Date.now()) / 60_000);
  if (minutes > -60) return format.format(minutes, 'minute');
  return minutes > -24 * 60 ? format.format(Math.round(minutes / 60), 'hour') : format.format(Math.round(minutes / 60 / 24), 'day');
}
