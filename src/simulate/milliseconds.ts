/** A time as people say it: `5 s`, `1.5 s`, `200 ms`, `1 min`. Exact; milliseconds are kept where there are any. */
export function spokenTime(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`;
}
