/** Tests call admission and lint without waiting: every kind is known, from the start. */
import '../src/admission/kinds/all.js';

// A change lands or does not by what it does, not by luck: CI draws the same examples every time, desks draw new ones.
if (process.env['CI']) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal({ seed: 20261121 });
}
