import { afterEach, expect, test, vi } from 'vitest';
import { log, reasonOf } from './log';

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

test('the reason of a failed statement contains none of its values', () => {
  const cause = Object.assign(new Error('duplicate key\nDETAIL: (ada@example.test)'), { code: '23505' });
  const failed = new Error('Failed query: insert … params: ada@example.test,$2b$12$x', { cause });
  expect(reasonOf(failed)).toBe('23505 duplicate key');
});
