/** The tests of polaris' checks: a folder for each, files that succeed and files that fail. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { counterpartsOf, expectation, foundIn } from './counterparts.js';
import type { Example } from './suite.js';

export function* polaris(checkout: string): Generator<Example> {
  const folder = join(checkout, 'test/checks');
  const counterparts = counterpartsOf('polaris');
  for (const check of readdirSync(folder).sort()) {
    const rules = counterparts.get(check);
    if (!rules) continue;
    for (const file of readdirSync(join(folder, check)).sort()) {
      const [, meant] = /^(success|failure)\b.*\.yaml$/.exec(file) ?? [];
      if (meant === undefined) continue;
      const fires = foundIn([join(folder, check, file)], rules).length > 0;
      yield expectation(`${check}/${file}`, meant === 'failure', fires);
    }
  }
}
