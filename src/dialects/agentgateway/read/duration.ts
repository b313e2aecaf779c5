// Durations as the real loader reads them (agentgateway 1.4: decimal numbers, each with a unit; `1h30m`, `1.5s`, `100us`, `0s`).
const MILLISECONDS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 0.001, ns: 0.000001 };

export type ReadDuration = { readonly ok: true; readonly milliseconds: number } | { readonly ok: false; readonly because: string };

const PART = /(\d+(?:\.\d*)?|\.\d+)([^\d.]*)/y;

export function readDuration(text: string): ReadDuration {
  if (text === '0') return { ok: true, milliseconds: 0 };
  if (text.startsWith('-')) return { ok: false, because: 'a negative duration is not allowed' };
  let total = 0;
  let at = text.startsWith('+') ? 1 : 0;
  if (at >= text.length) return { ok: false, because: `'${text}' is no duration` };
  while (at < text.length) {
    PART.lastIndex = at;
    const part = PART.exec(text);
    if (part === null) return { ok: false, because: `'${text}' is no duration; write '5s', '1h30m' or '100ms'` };
    const unit = part[2] as string;
    if (unit === '') return { ok: false, because: `'${text}' has no unit; write '${text}s' for seconds` };
    const factor = Object.hasOwn(MILLISECONDS, unit) ? MILLISECONDS[unit] : undefined;
    if (factor === undefined) return { ok: false, because: `'${unit}' is no unit of time; units are h, m, s, ms, us, ns` };
    total += Number(part[1]) * factor;
    at = PART.lastIndex;
  }
  return { ok: true, milliseconds: total };
}

/** Milliseconds of a duration, undefined where it is none. */
export function millisecondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const read = readDuration(text);
  return read.ok ? read.milliseconds : undefined;
}

export const secondsOf = (text: string): number | undefined => {
  const ms = millisecondsOf(text);
  return ms === undefined ? undefined : ms / 1000;
};
