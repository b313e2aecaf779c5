// An op of the headless contract: the line's fields in, the answer's fields out (without `id`).

export type Ask = Readonly<Record<string, unknown>>;
export type OpAnswer = Readonly<Record<string, unknown>>;
export type Op = (ask: Ask) => Promise<OpAnswer>;

export type InputCode = 'bad_line' | 'unsupported_dialect' | 'unsupported_profile' | 'unreadable_file' | 'unsupported_op';

export const inputError = (code: InputCode, message: string): OpAnswer => ({ ok: false, stage: 'input', code, message });
