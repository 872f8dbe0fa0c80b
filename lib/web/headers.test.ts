import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from './headers';
import { permissionsPolicy } from './security-headers';

const policyWith = (...additions: Parameters<typeof contentSecurityPolicy>[1][]) =>
  new Map(
    contentSecurityPolicy(
      'n',
      additions.flatMap((addition) => addition ?? []),
    )
      .split('; ')
      .map((directive): [string, string] => [directive.split(' ')[0] ?? '', directive]),
  );

describe('the policy of a page', () => {
  test('loads nothing from other sites, and frames nothing', () => {
    const policy = policyWith();
    expect([...policy.values()].join(' ')).not.toMatch(/https?:|\*/);
    expect(policy.has('frame-src')).toBe(false);
    expect(policy.get('form-action')).toBe("form-action 'self'");
  });

  test('adds the origins of several lists to the directives they name, and changes no other', () => {
    const opened = policyWith(
      [{ 'img-src': ['https://images.example.com'], 'frame-src': ['https://js.stripe.com'] }],
      [{ 'form-action': ['https://accounts.example.com'], 'img-src': ['blob:'] }],
    );
    expect(opened.get('img-src')).toBe("img-src 'self' data: https://images.example.com blob:");
    expect(opened.get('frame-src')).toBe('frame-src https://js.stripe.com');
    expect(opened.get('form-action')).toBe("form-action 'self' https://accounts.example.com");
    for (const [directive, value] of policyWith())
      if (!['img-src', 'form-action'].includes(directive)) expect(opened.get(directive)).toBe(value);
  });
});

test('a feature of the browser is closed, except to the origins that it names', () => {
  expect(permissionsPolicy({})).toBe('camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  expect(permissionsPolicy({ payment: ['self', 'https://js.stripe.com'] })).toContain(
    'payment=(self "https://js.stripe.com")',
  );
});
