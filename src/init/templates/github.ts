import { type NewFile, REPOSITORY } from '../new-file.js';
import type { Survey } from '../survey.js';
import { renderedPlaces } from './rendered-places.js';

/** A workflow that checks every pull request. */
export function githubWorkflow(survey: Survey, version: string): NewFile {
  return {
    path: '.github/workflows/kubeplan.yml',
    text: `name: kubeplan
on:
  pull_request:
  push:
    branches: [main, master]
permissions:
  contents: read
  pull-requests: write # for the comment
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ${REPOSITORY}@v${version}
        with:
${inputs(survey)}          sarif: kubeplan.sarif
          token: \${{ github.token }} # without it there is no comment
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: kubeplan
          path: kubeplan.sarif
`,
  };
}

/** What is checked: the files as they stand, and what they are rendered to; overlays and charts each by themselves. */
function inputs(survey: Survey): string {
  const { charts, kustomizations } = renderedPlaces(survey);
  return input('paths', ['.', ...charts]) + input('kustomizations', kustomizations);
}

/** An input with an item a line. */
function input(name: string, items: readonly string[]): string {
  const [only, ...more] = items;
  if (only === undefined) return '';
  if (more.length === 0) return `          ${name}: ${only}\n`;
  return `          ${name}: |\n${items.map((item) => `            ${item}\n`).join('')}`;
}
