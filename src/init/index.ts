/** Setting kubeplan up in a repository: what is there, and the files that it gets. */
export { BASELINE_FILE, type NewFile } from './new-file.js';
export { type Survey, surveyOf } from './survey.js';
export { configFile } from './templates/config.js';
export { githubWorkflow } from './templates/github.js';
export { GITLAB_FILE, gitlabJob } from './templates/gitlab.js';
export { PRE_COMMIT_FILE, preCommitConfig } from './templates/pre-commit.js';
export { type RenderedPlaces, renderedPlaces, renderedWords } from './templates/rendered-places.js';
