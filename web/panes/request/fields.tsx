// Inputs of the request form. What cannot be read yet is kept as typed, beside the last good value.
import { type FocusEvent, type ReactNode, useId, useRef } from 'react';
import { MOST_LEVELS, nestsDeeper } from '../../../src/base/json.ts';
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';

interface Field {
  readonly row: NamedRequest;
  /** Name under which an unreadable text is kept. */
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
}

interface TextField<T> extends Field {
  readonly text: string;
  /** Reads the text; undefined means: take the field away. */
  readonly read: (text: string) => { readonly ok: true; readonly value: T | undefined } | { readonly ok: false; readonly because: string };
  readonly write: (value: T | undefined) => Readonly<Record<string, unknown>>;
  readonly rows?: number;
  readonly mono?: boolean;
}

/** Longer than a press of a button takes, in milliseconds. */
const PRESS = 300;

/** A text of one line, or of `rows` lines, that is read into a value. */
export function ReadField<T>({ row, name, label, hint, placeholder, text, read, write, rows, mono = true }: TextField<T>) {
  const id = useId();
  const { change } = useApp((state) => state.requests);
  const kept = row.typed[name];
  const shown = kept ?? text;
  const reading = kept === undefined ? undefined : read(kept);
  const fault = reading?.ok === false ? reading.because : undefined;
  const isSound = useRef(true);
  isSound.current = fault === undefined;
  /** The value's own spelling takes the place of what was typed: later, or a press that takes the focus away would miss what moves then. */
  const settle = (element: HTMLElement) =>
    setTimeout(() => {
      if (isSound.current && document.activeElement !== element) change(row.id, {}, { [name]: undefined });
    }, PRESS);
  const onText = (typed: string) => {
    const result = read(typed);
    if (!result.ok) change(row.id, {}, { [name]: typed });
    // A text that reads well and is not the value's own spelling stays as typed while the form is open.
    else change(row.id, write(result.value), { [name]: typed === '' ? undefined : typed });
  };
  const shared = {
    id,
    value: shown,
    placeholder,
    spellCheck: false,
    'aria-invalid': fault !== undefined,
    'aria-describedby': `${id}-more`,
    onBlur: (event: FocusEvent<HTMLElement>) => void (kept !== undefined && settle(event.currentTarget)),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rows === undefined ? (
        <input {...shared} className={mono ? 'mono' : ''} autoComplete="off" onChange={(event) => onText(event.target.value)} />
      ) : (
        <textarea {...shared} rows={rows} onChange={(event) => onText(event.target.value)} />
      )}
      <span id={`${id}-more`} className={fault === undefined ? 'quiet' : 'fault'} hidden={fault === undefined && hint === undefined}>
        {fault ?? hint}
      </span>
    </div>
  );
}

/** Any text; empty takes the field away. */
export const readText = (text: string) => ({ ok: true, value: text === '' ? undefined : text }) as const;

export function readNumber(text: string): ReturnType<TextField<number>['read']> {
  if (text.trim() === '') return { ok: true, value: undefined };
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? { ok: true, value } : { ok: false, because: 'A number that is not negative is needed.' };
}

export function readPort(text: string): ReturnType<TextField<number>['read']> {
  const number = readNumber(text);
  return number.ok && number.value !== undefined && (!Number.isInteger(number.value) || number.value > 65535)
    ? { ok: false, because: 'A port is a whole number up to 65535.' }
    : number;
}

/** Texts with commas between them. */
export const readList = (text: string) => {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return { ok: true, value: items.length === 0 ? undefined : items } as const;
};

interface JsonFieldProps extends Field {
  readonly value: unknown;
  readonly write: (value: Readonly<Record<string, unknown>> | undefined) => Readonly<Record<string, unknown>>;
  readonly rows?: number;
}

/** A JSON object. */
export function JsonField({ value, rows = 5, ...field }: JsonFieldProps) {
  return <ReadField {...field} rows={rows} text={value === undefined ? '' : JSON.stringify(value, undefined, 2)} read={readObject} />;
}

function readObject(text: string): ReturnType<TextField<Readonly<Record<string, unknown>>>['read']> {
  if (text.trim() === '') return { ok: true, value: undefined };
  try {
    const value: unknown = JSON.parse(text);
    if (nestsDeeper(value)) return { ok: false, because: `This nests deeper than ${MOST_LEVELS} levels.` };
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { ok: true, value: value as Readonly<Record<string, unknown>> };
    return { ok: false, because: 'A JSON object is needed: { "name": value }.' };
  } catch (error) {
    // The engine's message names the place; the last good value goes on answering.
    return { ok: false, because: `Not JSON yet: ${error instanceof Error ? error.message : String(error)}` };
  }
}
