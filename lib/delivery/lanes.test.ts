import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { maxLanes } from '@/lib/mail/transport';
import { countLanes, firstLanes, narrow, resetLanes, widen } from './lanes';

vi.useFakeTimers({ toFake: ['performance'] });
vi.spyOn(process.stderr, 'write').mockReturnValue(true);
beforeEach(resetLanes);
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('emails that leave while all lanes are in use open more, up to a bound', () => {
  widen(firstLanes - 1);
  expect(countLanes()).toBe(firstLanes);
  widen(firstLanes);
  expect(countLanes()).toBe(firstLanes + 1);
  for (let n = 0; n < 1000; n += 1) widen(countLanes());
  expect(countLanes()).toBe(maxLanes);
});

test('refused connections leave as many lanes as were served, and none more is tried for ten seconds', () => {
  for (const inUse of [24, 23, 22, 21]) narrow(inUse, 'too many connections');
  expect(countLanes()).toBe(20);
  widen(20);
  expect(countLanes()).toBe(20);
  vi.advanceTimersByTime(10_000);
  widen(20);
  expect(countLanes()).toBe(21);
});

test('when not even one is served all rest, each time longer, up to five seconds, until an email leaves', () => {
  const rest = () => {
    narrow(1, 'too many connections');
    let ms = 0;
    for (; countLanes() === 0; ms += 250) vi.advanceTimersByTime(250);
    expect(countLanes()).toBe(1);
    return ms;
  };
  expect([rest(), rest(), rest(), rest(), rest(), rest(), rest()]).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  widen(1);
  expect(rest()).toBe(250);
});
