// Two versions of the configuration: what differs, which requests are answered differently, and what the change does to a running gateway.
// The earlier version is kept with the page's content and travels in its link.
import type { FileDiff } from '../../../src/gateway/compare.ts';
import { useComparison } from '../../queries/use-comparison.ts';
import { useApp } from '../../state/store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Answers } from './Answers.tsx';
import { Difference } from './Difference.tsx';
import { ImpactTable } from './ImpactTable.tsx';
import './compare.css';

export function CompareDialog() {
  const { open } = useApp((state) => state.view);
  const files = useApp((state) => state.files);
  const earlier = useApp((state) => state.earlier);
  const active = useApp((state) => state.activeFile);
  const { keepEarlier } = useApp((state) => state.workspace);
  const comparison = useComparison();
  const compared = earlier.length === 0 ? undefined : comparison.data;
  const edit = (text: string) =>
    keepEarlier(text === '' ? earlier.filter((file) => file.name !== active) : withText(earlier, active, text));
  return (
    <Dialog title="What changed" onClose={() => open(undefined)} className="compare">
      <div className="compare-choice">
        <button type="button" className="outlined" onClick={() => keepEarlier(files)}>
          Keep the present version as the earlier one
        </button>
        {earlier.length > 0 && (
          <button type="button" onClick={() => keepEarlier([])}>
            Forget the earlier version
          </button>
        )}
      </div>
      <details open={earlier.length === 0}>
        <summary>Earlier version of {active}</summary>
        <textarea
          aria-label={`Earlier version of ${active}`}
          className="mono"
          rows={8}
          spellCheck={false}
          placeholder="Paste it here, or keep the present version and edit on."
          value={earlier.find((file) => file.name === active)?.text ?? ''}
          onChange={(event) => edit(event.target.value)}
        />
      </details>
      {comparison.isError && <p className="fault">{comparison.error.message}</p>}
      {compared !== undefined &&
        (compared.files.every(isSame) ? <p role="status">The two versions are the same.</p> : <Changes compared={compared} />)}
    </Dialog>
  );
}

type Compared = NonNullable<ReturnType<typeof useComparison>['data']>;

function Changes({ compared: { impact, answers, files } }: { readonly compared: Compared }) {
  return (
    <>
      {impact !== undefined && <ImpactTable impact={impact} />}
      {answers !== undefined && <Answers rows={answers} />}
      {files
        .filter((file) => !isSame(file))
        .map((file) => (
          <Difference key={file.name} file={file} />
        ))}
      {impact === undefined && <p className="quiet">What a change does to a running gateway is answered for Envoy configurations.</p>}
    </>
  );
}

const isSame = (file: FileDiff): boolean => file.change === 'same';

const withText = (files: readonly { readonly name: string; readonly text: string }[], name: string, text: string) =>
  files.some((file) => file.name === name) ? files.map((file) => (file.name === name ? { name, text } : file)) : [...files, { name, text }];
