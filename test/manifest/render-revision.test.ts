import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { renderRevision } from '../../src/manifest/render-revision.js';
import { standIns } from '../cli/programs.js';
import { workbench } from '../cli/workbench.js';

const { file, folder } = workbench();
/** Prints a ConfigMap of all files with values. */
const HELM = `case "$1" in
version) exit 0 ;;
esac
printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: values}\\ndata:\\n'
while [ $# -gt 0 ]; do if [ "$1" = --values ]; then cat "$2"; fi; shift; done`;
standIns(folder, { helm: HELM });

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: folder,
    stdio: 'pipe',
  });

describe('a chart of a revision', () => {
  it('gets the values that the revision has, and those of today that it has not', () => {
    file('chart/Chart.yaml', 'name: shop\n');
    file('prod.yaml', '  port: "80"\n');
    git('init', '-q');
    git('add', 'chart', 'prod.yaml');
    git('commit', '-qm', 'first');
    file('prod.yaml', '  port: "81"\n');
    file('new.yaml', '  mode: new\n');
    const begun: string[] = [];
    const before = process.cwd();
    process.chdir(folder);
    try {
      const rendered = renderRevision(
        { revision: 'HEAD', path: 'chart' },
        { helmValues: ['prod.yaml', 'new.yaml'], begins: (one) => begun.push(one) },
      );
      expect(rendered).toEqual({
        is: 'rendered',
        by: 'helm template',
        sources: [
          {
            file: 'git:HEAD:chart (rendered)',
            text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: values}\ndata:\n  port: "80"\n  mode: new\n',
          },
        ],
      });
      expect(begun).toEqual(['git:HEAD:chart']);
    } finally {
      process.chdir(before);
    }
  });
});
