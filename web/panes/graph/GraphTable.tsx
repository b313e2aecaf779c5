// The table twin of the graph: the same parts, filters and endpoints in the order in which a request meets them, for keyboards and screen readers.
import { useEffect, useMemo, useRef, useState } from 'react';
import { beamOf, darkness } from '../../../src/graph/beam.ts';
import type { Graph } from '../../../src/graph/graph.ts';
import { outline } from '../../../src/graph/outline.ts';
import { useAnswer } from '../../queries/use-answer.ts';
import { useLitEntity } from '../../queries/use-outline.ts';
import { entityOf, GraphRow } from './GraphRow.tsx';

/** Rows that are written at once, so that a long table does not hold up the page. */
const AT_ONCE = 200;

export function GraphTable({ graph }: { readonly graph: Graph }) {
  const { decision } = useAnswer();
  const lit = useLitEntity('selected');
  const beam = useMemo(() => (decision === undefined ? darkness : beamOf(graph, decision)), [graph, decision]);
  const rows = useMemo(() => outline(graph).map((row, at) => ({ key: `${at} ${entityOf(row) ?? row.node.id}`, row })), [graph]);
  const [wanted, setWanted] = useState(AT_ONCE);
  const litAt = lit === undefined ? -1 : rows.findIndex(({ row }) => entityOf(row) === lit);
  const shown = rows.slice(0, Math.max(wanted, litAt + 1));
  const table = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (litAt >= 0) table.current?.querySelector('tr.lit')?.scrollIntoView({ block: 'nearest' });
  }, [litAt]);
  return (
    <div className="graph-table" ref={table}>
      <table>
        <caption className="hidden">Parts of the configuration in the order in which a request meets them</caption>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">What</th>
            <th scope="col">Line</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, row }) => (
            <GraphRow key={key} row={row} beam={beam} isLit={lit !== undefined && entityOf(row) === lit} />
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <p className="pad">
          <button type="button" className="link" onClick={() => setWanted(shown.length + AT_ONCE * 5)}>
            Show {Math.min(AT_ONCE * 5, rows.length - shown.length).toLocaleString('en-US')} more of {rows.length.toLocaleString('en-US')}
          </button>
        </p>
      )}
    </div>
  );
}
