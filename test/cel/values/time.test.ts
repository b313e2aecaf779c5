// Timestamps and durations: what is read, what is written, what lies out of range, which zone says what.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  civil,
  daysFromCivil,
  formatDuration,
  formatTimestamp,
  parseDuration,
  parseTimestamp,
  timestamp,
} from '../../../src/cel/values/time.ts';
import { CelError, type Timestamp } from '../../../src/cel/values/value.ts';
import { zoneOffset } from '../../../src/cel/values/zone.ts';

const shownTime = (s: string): string => {
  const t = parseTimestamp(s);
  return t === undefined ? 'unreadable' : t instanceof CelError ? t.code : formatTimestamp(t);
};
const shownDuration = (s: string): string => {
  const d = parseDuration(s);
  return d === undefined ? 'unreadable' : formatDuration(d);
};

describe('timestamps', () => {
  it.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.5Z'],
    ['2026-01-01T00:00:00.000000001Z', '2026-01-01T00:00:00.000000001Z'],
    ['2026-01-01T01:30:00+01:30', '2026-01-01T00:00:00Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59.999999999Z', '9999-12-31T23:59:59.999999999Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['2025-02-29T00:00:00Z', 'unreadable'],
    ['2026-13-01T00:00:00Z', 'unreadable'],
    ['2026-01-01T24:00:00Z', 'unreadable'],
    ['2026-01-01', 'unreadable'],
    ['2026-01-01 00:00:00Z', 'unreadable'],
    ['2026-01-01T00:00:00', 'unreadable'],
    ['0001-01-01T00:00:00+01:00', 'overflow'],
    ['', 'unreadable'],
  ])('%s', (written, expected) => {
    expect(shownTime(written)).toBe(expected);
  });

  it.each([
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
    ['0000-01-01T00:00:00+01:00', '-0001-12-31T23:00:00Z'],
    ['9999-12-31T23:59:59-01:00', '+10000-01-01T00:59:59Z'],
    ['2024-01-01T23:59:60.5Z', '2024-01-01T23:59:60.5Z'],
    ['2024-01-01T23:59:61Z', 'unreadable'],
  ])('%s as chrono reads it', (written, expected) => {
    const t = parseTimestamp(written, 'chrono');
    expect(t === undefined ? 'unreadable' : formatTimestamp(t as Timestamp)).toBe(expected);
  });

  it('writes what it reads', () => {
    const any = fc.tuple(fc.integer({ min: -62135596800, max: 253402300799 }), fc.integer({ min: 0, max: 999999999 }));
    fc.assert(
      fc.property(any, ([seconds, nanos]) => {
        expect(parseTimestamp(formatTimestamp(timestamp(seconds, nanos) as Timestamp))).toMatchObject({ seconds, nanos });
      }),
    );
  });

  it('counts the days as Date does', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(-62135596800000), max: new Date(253402300799000), noInvalidDate: true }), (date) => {
        const seconds = Math.floor(date.getTime() / 1000);
        expect(civil(seconds)).toMatchObject({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
        expect(daysFromCivil(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(Math.floor(seconds / 86400));
      }),
    );
  });
});

describe('zones', () => {
  it.each([
    ['2026-01-15T12:00:00Z', 'Europe/Berlin', 3600],
    ['2026-07-15T12:00:00Z', 'Europe/Berlin', 7200],
    ['2026-01-15T12:00:00Z', 'America/New_York', -18000],
    ['2026-01-15T12:00:00Z', 'Asia/Kolkata', 19800],
    ['2026-01-15T12:00:00Z', 'UTC', 0],
    ['2026-01-15T12:00:00Z', '+05:30', 19800],
    ['2026-01-15T12:00:00Z', '-02:00', -7200],
  ])('%s in %s', (at, zone, offset) => {
    expect(zoneOffset(parseTimestamp(at) as Timestamp, zone)).toBe(offset);
  });

  it.each(['Nowhere/Town', '25:00x', '__proto__'])('%s is unknown', (zone) => {
    expect(zoneOffset(timestamp(0) as Timestamp, zone)).toBeInstanceOf(CelError);
  });
});

describe('durations', () => {
  it.each([
    ['1h', '3600s'],
    ['1h30m', '5400s'],
    ['-1.5s', '-1.5s'],
    ['1ms', '0.001s'],
    ['1us', '0.000001s'],
    ['1ns', '0.000000001s'],
    ['0', '0s'],
    ['.5s', '0.5s'],
    ['', 'unreadable'],
    ['1', 'unreadable'],
    ['1d', 'unreadable'],
    ['1h ', 'unreadable'],
    ['9223372036s', '9223372036s'],
    ['9223372037s', 'unreadable'],
  ])('%s', (written, expected) => {
    expect(shownDuration(written)).toBe(expected);
  });
});
