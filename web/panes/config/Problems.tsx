// What is wrong with the configuration, worst first, each with its place and, where one is certain, its fix.
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { Fragment, useMemo } from 'react';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { positionOf, type Source } from '../../../src/text/source.ts';
import { useProblems } from '../../queries/use-problems.ts';
import { useApp } from '../../state/store.ts';
import { Details } from '../../ui/Details.tsx';
import { Prose } from '../../ui/Prose.tsx';

const RANK = { error: 0, warning: 1, info: 2 } as const;
const MOST = 200;

export function Problems() {
  const opened = useProblems();
  const document = useApp((state) => state.document);
  const data = opened?.document === document ? opened : undefined;
  const sorted = useMemo(() => (data?.lowered.diagnostics ?? []).toSorted((a, b) => RANK[a.severity] - RANK[b.severity]), [data]);
  if (data === undefined || sorted.length === 0) return undefined;
  const sources = new Map<string, Source>(data.files.map((file) => [file.name, file]));
  const one = (diagnostic: Diagnostic, at: number) => (
    <Problem key={`${at} ${diagnostic.code} ${diagnostic.span.start}`} diagnostic={diagnostic} source={sources.get(diagnostic.file)} />
  );
  return (
    <ul className="problems" aria-label="Problems">
      {alike(sorted.slice(0, MOST)).map(([first, ...rest]) => (
        <Fragment key={`${first.code} ${first.file} ${first.span.start}`}>
          {one(first, 0)}
          {rest.length > 0 && rest.length < FOLDED && rest.map(one)}
          {rest.length >= FOLDED && (
            <li className="alike">
              <Details summary={`${rest.length} more like this`} content={() => <ul>{rest.map(one)}</ul>} />
            </li>
          )}
        </Fragment>
      ))}
      {sorted.length > MOST && <li className="quiet">and {sorted.length - MOST} more</li>}
    </ul>
  );
}

/** From so many on, problems of one kind stand behind the first of them: others must not be pushed out of sight. */
const FOLDED = 2;

type Alike = readonly [Diagnostic, ...Diagnostic[]];

/** The problems by their kind, kinds in the order of their first. */
function alike(sorted: readonly Diagnostic[]): readonly Alike[] {
  const groups = new Map<string, [Diagnostic, ...Diagnostic[]]>();
  for (const diagnostic of sorted) {
    const kind = `${diagnostic.severity} ${diagnostic.code}`;
    const known = groups.get(kind);
    if (known === undefined) groups.set(kind, [diagnostic]);
    else known.push(diagnostic);
  }
  return [...groups.values()];
}

const ICONS = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;
const TONES = { error: 'no', warning: 'warn', info: 'quiet' } as const;

function Problem({ diagnostic, source }: { readonly diagnostic: Diagnostic; readonly source: Source | undefined }) {
  const { follow } = useApp((state) => state.selecting);
  const { edit } = useApp((state) => state.workspace);
  const { explain } = useApp((state) => state.view);
  const current = useApp((state) => state.files.find((known) => known.name === diagnostic.file)?.text);
  const { code, severity, message, file, span, fix, page = code, related = [] } = diagnostic;
  const Icon = ICONS[severity];
  const text = source?.text ?? '';
  const line = source === undefined ? 1 : positionOf(source, span.start).line;
  return (
    <li>
      <span className={TONES[severity]}>
        <Icon size={13} aria-label={severity} />
      </span>
      <span>
        <Prose text={message} />{' '}
        <button type="button" className="link" onClick={() => follow(file, span)}>
          {current === undefined ? `${file}, ` : ''}Line {line}
        </button>
        {related.map((place) => (
          <button key={`${place.file} ${place.span.start}`} type="button" className="link" onClick={() => follow(place.file, place.span)}>
            {place.message}
          </button>
        ))}
        <button type="button" className="link" aria-label={`Why? ${page}`} onClick={() => explain(page)}>
          Why?
        </button>
        {fix !== undefined && current === text && (
          <button
            type="button"
            className="outlined fix"
            onClick={() => edit(file, text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end))}
          >
            {fix.title}
          </button>
        )}
      </span>
    </li>
  );
}
