// A box of the map: name, what it matches or where it goes, and its filters, policies or endpoints as rows. Which rows the request met, and where
// it ended, is shown by colour and by a sign.
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { useMemo } from 'react';
import type { Beam } from '../../src/graph/beam.ts';
import { textOf } from '../../src/graph/boxes/text.ts';
import type { GraphItem } from '../../src/graph/graph.ts';
import type { DrawnNode } from './drawn.ts';

export function EntityNode({ data: { node, widest, beam, litRow } }: NodeProps<DrawnNode>) {
  const text = useMemo(() => textOf(node, widest), [node, widest]);
  const { end } = beam;
  const ends = end?.node === node.id ? end.kind : undefined;
  const isOn = beam.nodes.has(node.id);
  const state = isOn ? 'on-beam' : beam.copies.has(node.id) ? 'copy' : beam.nodes.size > 0 ? 'dark' : '';
  return (
    <div className={`entity ${node.kind} ${state}`} title={`${node.label} ${node.detail}`.trim()}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Lines className="entity-label" lines={text.label} />
      <Lines className="entity-detail" lines={text.detail} />
      {node.items.length > 0 && (
        <ul>
          {node.items.map((item, at) => (
            <li key={item.entity} data-entity={item.entity} className={rowState(item, beam, litRow)}>
              <Lines lines={text.rows[at] ?? []} />
            </li>
          ))}
        </ul>
      )}
      {ends !== undefined && (
        <span className={`entity-end ${ends}`} aria-hidden>
          {ends === 'answered' ? '↩' : '✕'}
        </span>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

function rowState({ entity, opaque }: GraphItem, { items, end }: Beam, litRow: string | undefined): string {
  const states = [
    items.has(entity) ? 'on-beam' : '',
    opaque ? 'opaque' : '',
    litRow === entity ? 'lit' : '',
    end?.item === entity ? `end-${end.kind}` : '',
  ];
  return states.filter(Boolean).join(' ');
}

/** Lines that together are a text: read aloud and searched it is whole. */
function Lines({ lines, className = '' }: { readonly lines: readonly string[]; readonly className?: string }) {
  let start = 0;
  return lines.map((line) => {
    const key = start;
    start += line.length;
    return (
      <span key={key} className={`entity-line ${className}`}>
        {line}
      </span>
    );
  });
}
