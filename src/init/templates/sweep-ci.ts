import type { JsonObject } from '../../api/json.js';

/** A sweep that runs in CI. */
export interface CiSweep {
  name: string;
  /** The command that plays the sweep, as a shell takes it: `kubeplan sweep sweep.yaml`. */
  words: string;
  shards: number;
  /** The kubeplan that is installed. */
  version: string;
}

/** A workflow of GitHub: a job for each shard, and one that puts them together. */
export function sweepWorkflow({ name, words, shards, version }: CiSweep): JsonObject {
  const shard = `$\{{ matrix.shard }}`;
  const blob = `kubeplan-${shard}.json`;
  const npx = `npx --yes kubeplan@${version}`;
  return {
    name,
    on: 'pull_request',
    permissions: { contents: 'read' },
    jobs: {
      sweep: {
        'runs-on': 'ubuntu-latest',
        strategy: {
          'fail-fast': false,
          matrix: { shard: Array.from({ length: shards }, (_, at) => at + 1) },
        },
        steps: [
          { uses: 'actions/checkout@v4' },
          { run: `${npx} ${words} --shard ${shard}/${shards} --format text --format blob=${blob}` },
          {
            if: 'always()',
            uses: 'actions/upload-artifact@v4',
            with: { name: `kubeplan-${shard}`, path: blob },
          },
        ],
      },
      merge: {
        needs: 'sweep',
        if: 'always()',
        'runs-on': 'ubuntu-latest',
        steps: [
          {
            uses: 'actions/download-artifact@v4',
            with: { pattern: 'kubeplan-*', path: 'out', 'merge-multiple': true },
          },
          { run: `${npx} merge out/*.json --format markdown=summary.md --format text` },
          { if: 'always()', run: 'cat summary.md >> "$GITHUB_STEP_SUMMARY"' },
        ],
      },
    },
  };
}

/** Jobs of GitLab: one that runs in as many parts as there are shards, and one that puts them together. */
export function sweepPipeline({ words, shards, version }: CiSweep): JsonObject {
  const npx = `npx --yes kubeplan@${version}`;
  const isParted = shards > 1;
  const blob = isParted ? 'kubeplan-$CI_NODE_INDEX.json' : 'kubeplan-1.json';
  const shard = isParted ? ' --shard auto' : '';
  return {
    sweep: {
      stage: 'test',
      image: 'node:22-alpine',
      ...(isParted && { parallel: shards }),
      script: [`${npx} ${words}${shard} --format text --format blob=${blob}`],
      artifacts: { when: 'always', paths: [isParted ? 'kubeplan-*.json' : blob] },
    },
    'sweep-merge': {
      stage: 'test',
      image: 'node:22-alpine',
      needs: [{ job: 'sweep', artifacts: true }],
      when: 'always',
      script: [`${npx} merge kubeplan-*.json --format text --format junit=kubeplan-junit.xml`],
      artifacts: { when: 'always', reports: { junit: 'kubeplan-junit.xml' } },
    },
  };
}
