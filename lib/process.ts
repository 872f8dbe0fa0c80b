/**
 * What there is once in a process. Next.js bundles instrumentation, pages and actions apart from each other, each with copies of
 * our modules; a variable of a module is therefore there several times.
 */
export function shareInProcess<Value extends object>(name: string, make: () => Value): Value {
  const key = Symbol.for(`return-key.${name}`);
  const known: Value | undefined = Reflect.get(globalThis, key);
  const value = known ?? make();
  Reflect.set(globalThis, key, value);
  return value;
}
