// What a macro did for each element: the binding, and how its body came out.
import type { ExplainedNode } from '../../../src/cel/result.ts';

const SHOWN = 50;

export function Iterations({ node, characters }: { readonly node: ExplainedNode; readonly characters: readonly string[] }) {
  const iterations = node.iterations ?? [];
  const rows = iterations.slice(0, SHOWN).map((iteration, at) => ({ key: `${at} ${iteration.binding}`, ...iteration }));
  return (
    <details className="iterations">
      <summary>
        <code>{macroName(characters.slice(node.span.start, node.span.end))}</code> over {iterations.length}{' '}
        {iterations.length === 1 ? 'element' : 'elements'}
      </summary>
      <table>
        <tbody>
          {rows.map((iteration) => (
            <tr key={iteration.key} className={iteration.node.decided ? 'lit' : ''}>
              <td className="mono">{clip(iteration.binding)}</td>
              <td
                className={`mono ${iteration.node.state === 'error' ? 'warn' : iteration.node.text === 'true' ? 'ok' : iteration.node.text === 'false' ? 'no' : ''}`}
              >
                {iteration.node.state === 'skipped' ? 'not evaluated' : clip(iteration.node.text)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {iterations.length > SHOWN && <p className="quiet">and {iterations.length - SHOWN} more</p>}
    </details>
  );
}

/** The macro of `list.filter(…).map(x, …)` is the last call that stands in no bracket. */
function macroName(characters: readonly string[]): string {
  let depth = 0;
  let name = '';
  let last = '';
  for (const sign of characters) {
    if ('([{'.includes(sign)) {
      if (depth === 0 && sign === '(') last = name;
      depth++;
    } else if (')]}'.includes(sign)) depth--;
    else if (depth === 0) name = /\w/.test(sign) ? name + sign : '';
  }
  return last;
}

const clip = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 59)}…`);
