// %START_TIME(…)% formats: strftime's specifiers, plus %f, %1f … %9f for fractions of a second and %s, %3s … for the epoch.

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const two = (n: number): string => String(n).padStart(2, '0');

/** Milliseconds since the epoch as text, in UTC. */
export function formatTime(ms: number, format: string): string {
  const d = new Date(ms);
  const nanos = String(Math.floor(ms % 1000))
    .padStart(3, '0')
    .padEnd(9, '0');
  return format.replace(/%([1-9]?)([a-zA-Z%])/g, (whole, digits: string, letter: string) => {
    if (letter === 'f') return nanos.slice(0, digits === '' ? 9 : Number(digits));
    if (letter === 's') return String(Math.floor(ms / 1000)) + (digits === '' ? '' : nanos.slice(0, Number(digits)));
    if (digits !== '') return whole;
    return SPECIFIERS[letter]?.(d) ?? whole;
  });
}

const dayOfYear = (d: Date): number => Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
const hour12 = (d: Date): number => d.getUTCHours() % 12 || 12;

const SPECIFIERS: Readonly<Record<string, (d: Date) => string>> = {
  '%': () => '%',
  a: (d) => (DAYS[d.getUTCDay()] as string).slice(0, 3),
  A: (d) => DAYS[d.getUTCDay()] as string,
  b: (d) => (MONTHS[d.getUTCMonth()] as string).slice(0, 3),
  B: (d) => MONTHS[d.getUTCMonth()] as string,
  C: (d) => two(Math.floor(d.getUTCFullYear() / 100)),
  d: (d) => two(d.getUTCDate()),
  D: (d) => `${two(d.getUTCMonth() + 1)}/${two(d.getUTCDate())}/${two(d.getUTCFullYear() % 100)}`,
  e: (d) => String(d.getUTCDate()).padStart(2, ' '),
  F: (d) => `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`,
  H: (d) => two(d.getUTCHours()),
  I: (d) => two(hour12(d)),
  j: (d) => String(dayOfYear(d)).padStart(3, '0'),
  m: (d) => two(d.getUTCMonth() + 1),
  M: (d) => two(d.getUTCMinutes()),
  n: () => '\n',
  p: (d) => (d.getUTCHours() < 12 ? 'AM' : 'PM'),
  R: (d) => `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`,
  S: (d) => two(d.getUTCSeconds()),
  t: () => '\t',
  T: (d) => `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`,
  u: (d) => String(d.getUTCDay() || 7),
  w: (d) => String(d.getUTCDay()),
  y: (d) => two(d.getUTCFullYear() % 100),
  Y: (d) => String(d.getUTCFullYear()),
  z: () => '+0000',
  Z: () => 'UTC',
};
