import { type NewFile, REPOSITORY } from '../new-file.js';
import type { Survey } from '../survey.js';
import { renderedSteps } from './rendered-steps.js';

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
          paths: .
          sarif: kubeplan.sarif
          token: \${{ github.token }} # without it there is no comment
${renderedSteps(survey)
  .map(
    ({ name, command }) =>
      `      - name: ${name}\n        if: always()\n        run: ${command} --format github\n`,
  )
  .join('')}      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: kubeplan
          path: kubeplan.sarif
`,
  };
}
