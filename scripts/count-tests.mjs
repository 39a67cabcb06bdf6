// Adds up test runs' JSON reports and prints one line; a report that is missing where a run was due is a failure.
import { existsSync, readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
for (const [index, file] of process.argv.slice(2).entries()) {
  if (!existsSync(file)) {
    if (index === 0) failed++;
    continue;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  // A file that could not even be loaded holds no tests to count, but it failed.
  failed += report.testResults.filter((r) => r.status === 'failed' && r.assertionResults.length === 0).length;
}
console.log(`tests: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
