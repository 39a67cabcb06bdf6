import { statSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that replay recordings, try many examples or run the built command: what is quick fails before them. */
const LONG = [
  /\/conformance\//,
  /properties\.test/,
  /recording\.test/,
  /\/cli\//,
  /readme\.test/,
  /built\.test/,
];

/** Runs the files of tests from the cheap ones to the long ones, so that a fault is told soon. */
export class CheapFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const weight = ({ moduleId }: TestSpecification) =>
      LONG.some((pattern) => pattern.test(moduleId)) ? 1e9 : statSync(moduleId).size;
    return [...files].sort((a, b) => weight(a) - weight(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
