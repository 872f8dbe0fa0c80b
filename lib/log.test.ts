import { afterEach, expect, test, vi } from 'vitest';
import { log, reasonOf } from './log';

afterEach(() => vi.restoreAllMocks());

test('a line of the log is one JSON object with time, level and message, whatever is in its fields', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  log('warn', 'email deferred', { outboxEmail: 'x', reason: 'line one\nline two "quoted"', attempts: 2 });
  const line = String(write.mock.calls[0]?.[0]);
  expect(line.match(/\n/g)).toHaveLength(1);
  const read = JSON.parse(line);
  expect(read).toMatchObject({ level: 'warn', message: 'email deferred', attempts: 2 });
  expect(new Date(read.time).toISOString()).toBe(read.time);
});

test('the reason of a failed statement holds none of its values', () => {
  const cause = Object.assign(new Error('duplicate key\nDETAIL: (ada@example.test)'), { code: '23505' });
  const failed = new Error('Failed query: insert … params: ada@example.test,$2b$12$x', { cause });
  expect(reasonOf(failed)).toBe('23505 duplicate key');
});
