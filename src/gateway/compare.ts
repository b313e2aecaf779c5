// Two versions of a configuration: what differs in the text, what the change does to a running gateway where the dialect can tell, and
// which requests are answered differently.
import type { Dialect, Impact } from '../dialects/dialect.ts';
import type { Compared } from '../model/pinned.ts';
import type { HostServices } from '../simulate/need.ts';
import { type DiffRow, diffLines } from '../text/line-diff.ts';
import type { OpenInput } from './answer.ts';
import { type Asked, compareAnswers } from './compare-answers.ts';
import { impactOf } from './impact.ts';
import { openUnchecked } from './open.ts';

export interface FileDiff {
  readonly name: string;
  readonly change: 'same' | 'changed' | 'added' | 'removed';
  /** Undefined where the texts have too little in common. */
  readonly rows: readonly DiffRow[] | undefined;
}

export interface Comparison {
  readonly files: readonly FileDiff[];
  /** Undefined for a dialect that does not answer it. */
  readonly impact: Impact | undefined;
  /** One row a request, in the order in which they were given; undefined where none were, or one version answers nothing. */
  readonly answers: readonly Compared[] | undefined;
}

/** Compares two versions. Never rejects on what a user wrote. `asked`: requests to hold the answers of both against each other. */
export async function compare(before: OpenInput, after: OpenInput, asked?: Asked, services?: HostServices): Promise<Comparison> {
  const names = [...new Set([...after.files, ...before.files].map((file) => file.name))];
  const present = await openUnchecked(after);
  return {
    files: names.map((name) => fileDiff(name, textIn(before, name), textIn(after, name))),
    impact: await impactBetween(present.dialect, before, after),
    answers: asked === undefined || services === undefined ? undefined : await compareAnswers(before, present, asked, services),
  };
}

const textIn = ({ files }: OpenInput, name: string): string | undefined => files.find((file) => file.name === name)?.text;

function fileDiff(name: string, before: string | undefined, after: string | undefined): FileDiff {
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : before === after ? 'same' : 'changed';
  return { name, change, rows: change === 'same' ? [] : diffLines(before ?? '', after ?? '') };
}

async function impactBetween(dialect: Dialect | undefined, before: OpenInput, after: OpenInput): Promise<Impact | undefined> {
  return dialect === undefined ? undefined : impactOf(dialect, { bootstrap: undefined, before: before.files, after: after.files });
}
