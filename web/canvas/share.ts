// A share of the traffic in words.

/** `33 %`; with a decimal only where the whole number would say all, or nothing. */
export function sayShare(share: number): string {
  const percent = share * 100;
  const whole = Math.round(percent);
  return `${share > 0 && share < 1 && (whole === 0 || whole === 100) ? Math.round(percent * 10) / 10 : whole} %`;
}
