// One file before and after, side by side; one column on a phone. A sign stands beside the colour.
import type { FileDiff } from '../../../src/gateway/compare.ts';
import type { DiffRow } from '../../../src/text/line-diff.ts';
import { changedPart } from './changed-part.ts';

interface Pair {
  readonly before: DiffRow | undefined;
  readonly after: DiffRow | undefined;
}

export function Difference({ file }: { readonly file: FileDiff }) {
  if (file.rows === undefined)
    return <p className="quiet">{file.name}: the two texts have too little in common to be shown side by side.</p>;
  return (
    <table className="difference">
      <caption>
        {file.name}, {WORDS[file.change]}
      </caption>
      <colgroup>
        <col className="number" />
        <col />
        <col className="number" />
        <col />
      </colgroup>
      <thead className="hidden">
        <tr>
          <th scope="col">Line before</th>
          <th scope="col">Before</th>
          <th scope="col">Line after</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {pairsOf(file.rows).map((pair) => (
          <Row key={keyOf(pair)} pair={pair} />
        ))}
      </tbody>
    </table>
  );
}

const WORDS: Readonly<Record<FileDiff['change'], string>> = { same: 'the same', changed: 'changed', added: 'added', removed: 'removed' };

function Row({ pair: { before, after } }: { readonly pair: Pair }) {
  if (before?.kind === 'gap')
    return (
      <tr className="gap">
        <td colSpan={4}>
          {before.lines} {before.lines === 1 ? 'line' : 'lines'} the same
        </td>
      </tr>
    );
  return (
    <tr>
      <td className="number">{before !== undefined && 'before' in before ? before.before : ''}</td>
      <td className={before?.kind ?? 'nothing'}>
        <Text row={before} other={after} />
      </td>
      <td className="number">{after !== undefined && 'after' in after ? after.after : ''}</td>
      <td className={after?.kind ?? 'nothing'}>
        <Text row={after} other={before} />
      </td>
    </tr>
  );
}

const SIGNS: Readonly<Record<DiffRow['kind'], string>> = { same: '  ', removed: '− ', added: '+ ', gap: '' };

/** A line with its sign; beside the one whose place it took, what differs is marked. */
function Text({ row, other }: { readonly row: DiffRow | undefined; readonly other: DiffRow | undefined }) {
  if (row === undefined || row.kind === 'gap') return undefined;
  const isPaired = row.kind !== 'same' && other !== undefined && 'text' in other;
  const parts = isPaired ? changedPart(row.text, other.text) : undefined;
  if (parts === undefined) return SIGNS[row.kind] + row.text;
  return (
    <>
      {SIGNS[row.kind] + parts.start}
      {parts.changed !== '' && <mark>{parts.changed}</mark>}
      {parts.end}
    </>
  );
}

/** Removed lines beside the added ones that follow them. */
function pairsOf(rows: readonly DiffRow[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let at = 0; at < rows.length; ) {
    const row = rows[at] as DiffRow;
    if (row.kind === 'same' || row.kind === 'gap') {
      pairs.push({ before: row, after: row });
      at++;
      continue;
    }
    const [removed, added]: [DiffRow[], DiffRow[]] = [[], []];
    for (; at < rows.length; at++) {
      const next = rows[at] as DiffRow;
      if (next.kind === 'removed') removed.push(next);
      else if (next.kind === 'added') added.push(next);
      else break;
    }
    for (let i = 0; i < Math.max(removed.length, added.length); i++) pairs.push({ before: removed[i], after: added[i] });
  }
  return pairs;
}

const keyOf = ({ before, after }: Pair): string =>
  `${before !== undefined && 'before' in before ? before.before : ''}:${after !== undefined && 'after' in after ? after.after : ''}:${before?.kind === 'gap' ? `gap ${before.lines}` : ''}`;
