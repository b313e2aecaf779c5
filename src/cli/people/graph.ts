// `gateglass graph`: the configuration as an indented outline, from listeners to endpoints.
import { visible } from '../../diagnostics/excerpt.ts';
import { type OutlineRow, outline, project, projectDefaults, projectWhole } from '../../graph/index.ts';
import { toJson } from '../batch/to-json.ts';
import { openGiven, type PathOf, sayUnusable } from './open.ts';
import { configOptions, onlyOperand, outputOptions, program } from './options.ts';
import { type Style, styleOf } from './style.ts';

export const graphProgram = program(
  {
    operands: 'CONFIG',
    options: {
      all: { type: 'boolean', default: false, says: 'draw also what is folded where there is much of it' },
      ...configOptions,
      ...outputOptions,
    },
    no: 'when nothing of the configuration can be used',
    examples: ['gateglass graph gateway.yaml', 'gateglass graph gateway.yaml --json'],
  },
  async ({ values, positionals }) => {
    const path = onlyOperand(positionals, 'name one configuration file, or - for standard input');
    const style = styleOf(values.colour);
    const opened = await openGiven(path, values);
    const { model, sources } = opened.configuration;
    if (model === undefined) return sayUnusable(opened, values.json, style);
    const graph = project(model, sources, values.all || values.json ? projectWhole : projectDefaults);
    if (values.json) process.stdout.write(`${toJson({ ok: true, nodes: graph.nodes, edges: graph.edges })}\n`);
    else {
      for (const row of outline(graph)) {
        process.stdout.write(`${'  '.repeat(row.depth)}${sayRow(row, opened.pathOf, style)}\n`);
      }
    }
    return 0;
  },
);

/** `route 90 % shop  /shop…  gateway.yaml:4` */
function sayRow({ node, item, weight, mirror, again }: OutlineRow, pathOf: PathOf, style: Style): string {
  const { term, label, detail, line, file } = item ?? node;
  const share = weight === undefined ? '' : `${Math.round(weight * 100)} % `;
  const words = `${style.dim(term)} ${share}${style.bold(visible(label))}${detail === '' ? '' : `  ${visible(detail)}`}`;
  const unknown = item?.opaque === true ? style.dim('  (known by name only)') : '';
  return `${words}${unknown}${mirror ? style.dim('  (mirrored)') : ''}${again ? style.dim('  (above)') : line === 0 ? '' : style.dim(`  ${visible(pathOf(file))}:${line}`)}`;
}
