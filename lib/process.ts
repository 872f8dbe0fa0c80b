/** Whether `next dev` serves the site. The bundler replaces it by a constant; commands learn it later (lib/cli/development.ts). */
export const isDevelopment = () => process.env.NODE_ENV === 'development';

/**
 * A value that exists once per process. Next.js bundles instrumentation, pages and actions separately, each with its own copies of
 * our modules, so a module-level variable exists several times.
 */
export function shareInProcess<Value extends object>(name: string, make: () => Value): Value {
  const key = Symbol.for(`return-key.${name}`);
  const existing: Value | undefined = Reflect.get(globalThis, key);
  const value = existing ?? make();
  Reflect.set(globalThis, key, value);
  return value;
}
