// A row of the map's table: a part, or a filter, policy or endpoint of the part above it.
import type { Beam } from '../../../src/graph/beam.ts';
import type { OutlineRow } from '../../../src/graph/outline.ts';
import { sayShare } from '../../canvas/share.ts';
import { usePlaces } from '../../queries/use-outline.ts';
import { useApp } from '../../state/store.ts';

interface RowProps {
  readonly row: OutlineRow;
  readonly beam: Beam;
  readonly isLit: boolean;
}

/** What a row is about; undefined for what stands for no part of the text. */
export const entityOf = ({ node, item }: OutlineRow): string | undefined => (item === undefined ? node.entities[0] : item.entity);

export function GraphRow({ row, beam, isLit }: RowProps) {
  const places = usePlaces();
  const { follow } = useApp((state) => state.selecting);
  const { node, item, depth } = row;
  const { term, line, file } = item ?? node;
  const entity = entityOf(row);
  const place = entity === undefined ? undefined : places.get(entity);
  const reached = reachOf(row, beam);
  return (
    <tr className={isLit ? 'lit' : ''}>
      <th scope="row" style={{ paddingLeft: 12 + Math.min(depth, 8) * 14 }}>
        <span className={`mark ${reached} ${isEnd(row, beam) ? beam.end?.kind : ''}`} aria-hidden />
        <span className="quiet">{term} </span>
        <Name row={row} isLit={isLit} />
        <span className="hidden">{SAID[reached]}</span>
        <End row={row} beam={beam} />
      </th>
      <td className="soft">
        {whatOf(row).map(([kind, text]) => (kind === 'code' ? <code key={text}>{text} </code> : <span key={text}>{text} </span>))}
      </td>
      <td>
        {place !== undefined && line > 0 && (
          <button
            type="button"
            className="link mono"
            aria-label={`Line ${line} of ${file}`}
            onClick={() => follow(place.file, place.span, entity)}
          >
            {line}
          </button>
        )}
      </td>
    </tr>
  );
}

function Name({ row, isLit }: Omit<RowProps, 'beam'>) {
  const { select } = useApp((state) => state.selecting);
  const { open } = useApp((state) => state.view);
  const { label } = row.item ?? row.node;
  const entity = entityOf(row);
  if (row.node.kind === 'more')
    return (
      <button type="button" className="link" onClick={() => open('find')}>
        {label}
      </button>
    );
  if (entity === undefined) return label;
  return (
    <button type="button" className="link" aria-pressed={isLit} onClick={() => select({ kind: 'entity', id: entity })}>
      {label}
    </button>
  );
}

function End({ row, beam }: Omit<RowProps, 'isLit'>) {
  const { end } = beam;
  if (end === undefined || !isEnd(row, beam)) return undefined;
  return <span className={end.kind === 'answered' ? 'soft' : 'no'}> · {end.kind === 'lost' ? 'ends here' : `${end.kind} here`}</span>;
}

/** Where a filter of a part ended the request, the filter's row says so, not the part's. */
const isEnd = ({ node, item, again }: OutlineRow, { end }: Beam): boolean =>
  end !== undefined && !again && end.node === node.id && end.item === item?.entity;

type Reach = 'on-beam' | 'copy' | 'dark';

const SAID: Readonly<Record<Reach, string>> = { 'on-beam': ' on the way of the request', copy: ' gets a copy of the request', dark: '' };

function reachOf({ node, item, again }: OutlineRow, beam: Beam): Reach {
  if (again) return 'dark';
  if (item !== undefined) return beam.items.has(item.entity) ? 'on-beam' : 'dark';
  return beam.nodes.has(node.id) ? 'on-beam' : beam.copies.has(node.id) ? 'copy' : 'dark';
}

/** What the second column says, in its order. */
function whatOf({ node, item, weight, mirror, again }: OutlineRow): readonly (readonly ['code' | 'words', string])[] {
  const said: readonly (readonly ['code' | 'words', string])[] = [
    ['code', item?.detail ?? node.detail],
    ['words', item?.says ?? ''],
    ['words', item?.opaque === true ? 'known by name only' : ''],
    ['words', weight !== undefined && weight < 1 ? sayShare(weight) : ''],
    ['words', mirror ? 'gets copies' : ''],
    ['words', again ? '(above)' : ''],
  ];
  return said.filter(([, text]) => text !== '');
}
