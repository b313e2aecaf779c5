// Between the batch's reader and the thread that answers.

export interface ToAnswerer {
  readonly number: number;
  readonly line: string;
}

/** `answer` is a line of output, without line break. */
export interface FromAnswerer {
  readonly number: number;
  readonly answer: string;
}

/** How long one line may take before its thread is given up, in milliseconds: far above what the bounds inside allow. */
export const LINE_DEADLINE = 30_000;

/** Memory of the answering thread. */
export const MEMORY_MB = 3072;

/** Of it, for what is new: a configuration's answers die young, and copying them costs. */
export const YOUNG_MEMORY_MB = 128;
