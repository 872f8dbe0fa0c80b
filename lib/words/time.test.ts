import { expect, test } from 'vitest';
import { formatAgo, formatDay, formatDuration, formatShortDate } from './time';

const now = new Date('2026-11-28T03:00:00Z');

test.each([
  ['2026-11-28T01:00:00Z', 'UTC', 'today'],
  ['2026-11-27T23:00:00Z', 'UTC', 'yesterday'],
  ['2026-11-28T01:00:00Z', 'America/New_York', 'today'],
  ['2026-11-27T03:00:00Z', 'America/New_York', 'yesterday'],
  ['2026-11-19T12:00:00Z', 'UTC', 'Thursday, November 19'],
  ['2025-11-19T12:00:00Z', 'UTC', 'Wednesday, November 19, 2025'],
])('the day of %s in %s is %s', (at, zone, day) => {
  expect(formatDay(new Date(at), 'en-US', now, zone)).toBe(day);
});

test('a short date has its year only when that is another', () => {
  expect(formatShortDate(new Date('2026-11-01T12:00:00Z'), 'en-US', now, 'UTC')).toBe('Nov 1');
  expect(formatShortDate(new Date('2025-11-01T12:00:00Z'), 'en-US', now, 'UTC')).toBe('Nov 1, 2025');
  expect(formatShortDate(new Date('2026-11-01T12:00:00Z'), 'fr-FR', now, 'UTC')).toBe('1er nov.');
});

test.each([
  [30, 'now'],
  [90, '1 minute ago'],
  [7200, '2 hours ago'],
  [90_000, 'yesterday'],
])('%s seconds ago is "%s"', (seconds, ago) => {
  expect(formatAgo(new Date(now.getTime() - seconds * 1000), 'en-US', now)).toBe(ago);
});

test('Japanese has no space between a number and its unit', () => {
  expect(formatAgo(new Date(now.getTime() - 7_200_000), 'ja-JP', now)).toBe('2時間前');
  expect(formatDuration(30, 'ja-JP')).toBe('30分');
});
