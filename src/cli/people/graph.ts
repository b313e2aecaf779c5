// `gateglass graph`: the configuration as an indented outline, from listeners to endpoints.

import { visible } from '../../diagnostics/excerpt.ts';
import { open } from '../../gateway/open.ts';
import { type OutlineRow, outline, project, projectDefaults, projectWhole } from '../../graph/index.ts';
import { toJson } from '../batch/to-json.ts';
import type { Context } from '../command.ts';
import { present } from '../ops/fields.ts';
import { renderDiagnostic } from './diagnostics.ts';
import { configOptions, inputOptions, Misuse, readEnv, readOptions, styleOf } from './options.ts';
import { readReferred, readSource } from './read.ts';
import type { Style } from './style.ts';

export async function graphCommand(args: readonly string[], _: Context): Promise<number> {
  const { values, positionals } = readOptions('graph', args, {
    ...inputOptions,
    ...configOptions,
    all: { type: 'boolean', default: false },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Misuse('name one configuration file, or - for standard input');
  const style = styleOf(values.colour);
  const files = [await readSource(path), ...(await readReferred(values.file))];
  const configuration = await open({ files, env: readEnv(values.env), dialect: values.dialect, ...present({ profile: values.profile }) });
  const { model, sources, diagnostics } = configuration;
  if (model === undefined) {
    process.stderr.write(`${diagnostics.map((diagnostic) => renderDiagnostic(sources, diagnostic, style)).join('\n\n')}\n`);
    return 1;
  }
  const graph = project(model, sources, values.all || values.json ? projectWhole : projectDefaults);
  if (values.json) process.stdout.write(`${toJson({ nodes: graph.nodes, edges: graph.edges })}\n`);
  else for (const row of outline(graph)) process.stdout.write(`${'  '.repeat(row.depth)}${sayRow(row, style)}\n`);
  return 0;
}

/** `route 90 % shop  /shop…  gateway.yaml:4` */
function sayRow({ node, item, weight, mirror, again }: OutlineRow, style: Style): string {
  const { term, label, detail, line, file } = item ?? node;
  const share = weight === undefined ? '' : `${Math.round(weight * 100)} % `;
  const words = `${style.dim(term)} ${share}${style.bold(visible(label))}${detail === '' ? '' : `  ${visible(detail)}`}`;
  const unknown = item?.opaque === true ? style.dim('  (known by name only)') : '';
  return `${words}${unknown}${mirror ? style.dim('  (mirrored)') : ''}${again ? style.dim('  (above)') : line === 0 ? '' : style.dim(`  ${file}:${line}`)}`;
}
