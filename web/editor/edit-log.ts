// The edits made in the light editor, kept so that the full editor can undo them. Bounded: when the log is full the oldest edits
// become part of the text it starts from.
import type { LoggedEdit } from './types.ts';

const CAPACITY = 400;

/** The replacement that turns `before` into `after`: what lies between their common ends. Undefined when they are equal. */
export function editBetween(before: string, after: string, time: number): LoggedEdit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail), time };
}

export const applyEdit = (text: string, edit: LoggedEdit): string => text.slice(0, edit.start) + edit.text + text.slice(edit.end);

export class EditLog {
  base: string;
  edits: readonly LoggedEdit[];

  constructor(base: string, edits: readonly LoggedEdit[] = []) {
    this.base = base;
    this.edits = edits;
  }

  add(edit: LoggedEdit): void {
    this.edits = [...this.edits, edit];
    if (this.edits.length <= CAPACITY) return;
    const [oldest, ...rest] = this.edits as [LoggedEdit, ...LoggedEdit[]];
    this.base = applyEdit(this.base, oldest);
    this.edits = rest;
  }
}

/** Edits in groups that undo together: typing on at one place without a pause. */
export function undoSteps(edits: readonly LoggedEdit[]): readonly (readonly LoggedEdit[])[] {
  const steps: LoggedEdit[][] = [];
  for (const edit of edits) {
    const step = steps.at(-1);
    const last = step?.at(-1);
    const goesOn =
      last !== undefined &&
      edit.time - last.time < 1000 &&
      edit.text.length <= 1 &&
      !edit.text.includes('\n') &&
      edit.start === last.start + last.text.length;
    if (goesOn) step?.push(edit);
    else steps.push([edit]);
  }
  return steps;
}
