// Two versions of a configuration: what differs in the text, and what the change does to a running gateway where the dialect can tell.
import type { Impact } from '../dialects/dialect.ts';
import { type DiffRow, diffLines } from '../text/line-diff.ts';
import type { OpenInput } from './answer.ts';
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
}

/** Compares two versions. Never rejects on what a user wrote. */
export async function compare(before: OpenInput, after: OpenInput): Promise<Comparison> {
  const names = [...new Set([...after.files, ...before.files].map((file) => file.name))];
  return {
    files: names.map((name) => fileDiff(name, textIn(before, name), textIn(after, name))),
    impact: await impactBetween(before, after),
  };
}

const textIn = ({ files }: OpenInput, name: string): string | undefined => files.find((file) => file.name === name)?.text;

function fileDiff(name: string, before: string | undefined, after: string | undefined): FileDiff {
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : before === after ? 'same' : 'changed';
  return { name, change, rows: change === 'same' ? [] : diffLines(before ?? '', after ?? '') };
}

async function impactBetween(before: OpenInput, after: OpenInput): Promise<Impact | undefined> {
  const { dialect } = await openUnchecked(after);
  return dialect === undefined ? undefined : impactOf(dialect, { bootstrap: undefined, before: before.files, after: after.files });
}
