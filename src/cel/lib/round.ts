// Rounding as `math.round` of every profile does it.

/** Half away from zero; keeps the sign of zero. */
export function round(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}
