import { describe, expect, test } from 'vitest';
import { personName } from '@/lib/fields';
import { createUser, newPassword, newRequester, read } from '@/lib/testing';
import { changeProfile, findProfile } from './account';

describe('changing the profile', () => {
  test('ten times in 15 minutes is recorded ten times, and changes nothing after that', async () => {
    const user = await createUser(newPassword());
    const requester = newRequester();
    const outcomes = [];
    for (let i = 0; i < 12; i += 1) {
      outcomes.push((await changeProfile(user.id, { name: personName.parse(`Ada ${i}`) }, requester)).outcome);
    }
    expect(outcomes).toEqual([...Array(10).fill('changed'), 'limited', 'limited']);
    expect((await read(user))?.name).toBe('Ada 9');
    expect(await findProfile(user.id)).toMatchObject({ name: 'Ada 9' });
  });
});
