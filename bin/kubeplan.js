#!/usr/bin/env node
import module from 'node:module';

// Where Node keeps compiled code between runs (22.8 and newer), starting takes half the time.
module.enableCompileCache?.();

const { main } = await import('../dist/cli.js').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('kubeplan is not built: npm install && npm run build in its folder');
  process.exit(3);
});
await main();
