import { type NewFile, REPOSITORY } from '../new-file.js';

export const PRE_COMMIT_FILE = '.pre-commit-config.yaml';

/** A hook that checks what is committed, and reads the rest of the repository for what it refers to. */
export function preCommitConfig(version: string): NewFile {
  const hook = `  - repo: https://github.com/${REPOSITORY}
    rev: v${version}
    hooks:
      - id: kubeplan
`;
  return {
    path: PRE_COMMIT_FILE,
    text: `repos:\n${hook}`,
    toAdd: { file: PRE_COMMIT_FILE, text: hook },
  };
}
