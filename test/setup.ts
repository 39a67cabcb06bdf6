// A change lands or does not by what it does, not by luck: CI draws the same examples every time, desks draw new ones.
if (process.env['CI']) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal({ seed: 20261121 });
}
