import { afterEach, expect, test, vi } from 'vitest';
import { log, logRepeatable, reasonOf } from './log';

afterEach(() => vi.restoreAllMocks());

test('a log line is one JSON object with time, level and message, whatever its fields contain', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  log('warn', 'email deferred', { outboxEmail: 'x', reason: 'line one\nline two "quoted"', attempts: 2 });
  const line = String(write.mock.calls[0]?.[0]);
  expect(line.match(/\n/g)).toHaveLength(1);
  const parsed = JSON.parse(line);
  expect(parsed).toMatchObject({ level: 'warn', message: 'email deferred', attempts: 2 });
  expect(new Date(parsed.time).toISOString()).toBe(parsed.time);
});

test('of a line that strangers can repeat a process writes twenty in a minute, and then how many it left out', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  for (let i = 0; i < 1000; i += 1) logRepeatable('warn', 'form not decoded');
  logRepeatable('warn', 'webhook refused');
  expect(write).toHaveBeenCalledTimes(21);
  clock.mockReturnValue(60_000);
  for (let i = 0; i < 2; i += 1) logRepeatable('warn', 'form not decoded', { reason: 'x' });
  const [first, second] = write.mock.calls.slice(-2).map(([line]) => JSON.parse(String(line)));
  expect(first).toMatchObject({ level: 'warn', message: 'form not decoded', reason: 'x', omitted: 980 });
  expect(second).not.toHaveProperty('omitted');
});

test('the reason of a failed statement contains none of its values', () => {
  const cause = Object.assign(new Error('duplicate key\nDETAIL: (ada@example.test)'), { code: '23505' });
  const failed = new Error('Failed query: insert … params: ada@example.test,$2b$12$x', { cause });
  expect(reasonOf(failed)).toBe('23505 duplicate key');
});
