// The table twin of the graph: the same parts, in the order in which a request meets them, for keyboards and screen readers.
import { beamOf, darkness } from '../../../src/graph/beam.ts';
import type { Graph } from '../../../src/graph/graph.ts';
import { outline } from '../../../src/graph/outline.ts';
import { useAnswer } from '../../queries/use-answer.ts';
import { useLitEntity, usePlaces } from '../../queries/use-outline.ts';
import { useApp } from '../../state/store.ts';

const MOST = 1000;

export function GraphTable({ graph }: { readonly graph: Graph }) {
  const { decision } = useAnswer();
  const places = usePlaces();
  const lit = useLitEntity('selected');
  const { select, follow } = useApp((state) => state.selecting);
  const beam = decision === undefined ? darkness : beamOf(graph, decision);
  const rows = outline(graph);
  const shown = rows.slice(0, MOST).map((row, at) => ({ key: `${at} ${row.node.id}`, ...row }));
  return (
    <div className="graph-table">
      <table>
        <thead>
          <tr>
            <th>Part</th>
            <th>What</th>
            <th>Line</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, node, depth, weight, mirror, again }) => {
            const [entity] = node.entities;
            const place = entity === undefined ? undefined : places.get(entity);
            const on = beam.nodes.has(node.id);
            return (
              <tr key={key} className={entity !== undefined && entity === lit ? 'lit' : ''}>
                <td style={{ paddingLeft: 12 + Math.min(depth, 8) * 14 }}>
                  <span className={on ? 'beam-mark' : 'no-mark'} aria-hidden />
                  <span className="quiet">{node.term} </span>
                  {entity === undefined ? (
                    node.label
                  ) : (
                    <button
                      type="button"
                      className="link"
                      aria-pressed={entity === lit}
                      onClick={() => select({ kind: 'entity', id: entity })}
                    >
                      {node.label}
                    </button>
                  )}
                  {on && <span className="hidden"> on the way of the request</span>}
                  {beam.end?.node === node.id && <span className={beam.end.kind === 'answered' ? 'soft' : 'no'}> · ends here</span>}
                </td>
                <td className="soft">
                  <code>{node.detail}</code> {weight !== undefined && weight < 1 && `${Math.round(weight * 1000) / 10} %`}{' '}
                  {mirror && 'mirror'} {again && <span className="quiet">(above)</span>}
                  {!again && node.items.length > 0 && (
                    <span className="quiet"> {node.items.map((item) => `${item.label}${item.opaque ? ' ?' : ''}`).join(', ')}</span>
                  )}
                </td>
                <td>
                  {place !== undefined && (
                    <button
                      type="button"
                      className="link mono"
                      aria-label={`Line ${node.line} of ${node.file}`}
                      onClick={() => follow(place.file, place.span, entity)}
                    >
                      {node.line}
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length > MOST && <p className="quiet pad">and {rows.length - MOST} more</p>}
    </div>
  );
}
