/** Writes `src/api/go-structs.generated.ts` from the table of Go types: `npx tsx scripts/generate-go-structs.ts`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { goStructsSource } from './go-structs.js';

writeFileSync(
  fileURLToPath(new URL('../src/api/go-structs.generated.ts', import.meta.url)),
  goStructsSource(),
);
