// A change lands or does not by what it does, not by luck: CI draws the same examples every time, desks draw new ones.
if (process.env['CI']) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal({ seed: 20261121 });
}

freezePrototype();

/**
 * Nothing that is read may end up in what all objects inherit: a write there throws, in every test. Writing an own key of
 * the same name stays possible (a frozen property would forbid that too).
 */
function freezePrototype(): void {
  const prototype = Object.prototype;
  for (const [key, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (get) continue;
    Object.defineProperty(prototype, key, {
      get: () => value as unknown,
      set(this: object, written: unknown) {
        if (this === prototype) throw new TypeError(`${key} of all objects is written to`);
        Object.defineProperty(this, key, {
          value: written,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      },
      configurable: false,
    });
  }
  Object.preventExtensions(prototype);
}
