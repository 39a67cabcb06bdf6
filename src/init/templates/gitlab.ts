import { commandLine } from '../../api/shell.js';
import type { NewFile } from '../new-file.js';
import type { Survey } from '../survey.js';
import { renderedPlaces, renderedWords } from './rendered-places.js';

/** GitLab's own file. */
export const GITLAB_FILE = '.gitlab-ci.yml';

/** A job that checks every merge request; in a file of its own where the repository has jobs already. */
export function gitlabJob(survey: Survey, version: string, hasJobs: boolean): NewFile {
  const path = hasJobs ? '.gitlab/kubeplan.yml' : GITLAB_FILE;
  return {
    path,
    text: `kubeplan:
  stage: test
  image: node:22-alpine
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - npm install --global kubeplan@${version}
    - kubeplan lint . --format text --format gitlab=gl-code-quality-report.json --format junit=kubeplan-junit.xml
${hints(survey)}  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: kubeplan-junit.xml
`,
    ...(hasJobs && { toAdd: { file: GITLAB_FILE, text: `include:\n  - local: ${path}\n` } }),
  };
}

/** The image has neither helm nor kustomize. */
function hints(survey: Survey): string {
  const words = renderedWords(renderedPlaces(survey));
  if (words.length === 0) return '';
  return `    # Where the image has helm and kustomize, or kubectl, all of it in one:
    # - ${commandLine('kubeplan', 'lint', '.', ...words)} --format …
`;
}
