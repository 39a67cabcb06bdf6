/** Manifests that are made of something else: a revision of git, a kustomization, a chart. */
import { posix } from 'node:path';
import {
  CONFIG_FILES,
  decodeText,
  EXTENSIONS,
  eachInput,
  fileType,
  type Input,
  inputOf,
  inputProblem,
  type Maker,
  unreadInput,
} from './files.js';
import { readRevision } from './git.js';
import { type GitPath, gitPath } from './git-path.js';
import { bySourceComments, isRendered, type RenderOptions, renderFolder } from './render.js';
import { INPUT_RULES } from './rules.js';

/** What reads revisions, and renders folders that are kustomizations or charts themselves, if `render` says how. */
export function manifestMaker(render?: RenderOptions): Maker {
  return {
    made(path, options) {
      const revision = gitPath(path);
      if (revision) return ofRevision(path, revision);
      if (!render || fileType(path) !== 'folder' || !isRendered(path, render)) return undefined;
      const rendered = renderFolder(path, render);
      if (rendered.is === 'rendered') {
        const [first, ...more] = rendered.sources.map(inputOf);
        return first ? [{ ...first, note: `${path} was rendered by ${rendered.by}` }, ...more] : [];
      }
      const asTheyStand = [...eachInput([path], { ...options, maker: undefined })];
      if (rendered.is === 'failed') {
        const failed = `${path} cannot be rendered: ${rendered.why}`;
        return [unreadInput(inputProblem(INPUT_RULES.notRendered, path, failed)), ...asTheyStand];
      }
      const note = `${path} is ${rendered.what}, and ${rendered.programs} there to render it: its files are read as they stand`;
      return [...asTheyStand, { file: path, documents: [], findings: [], note }];
    },
    parts: bySourceComments,
  };
}

function ofRevision(path: string, revision: GitPath): Input[] {
  const files = readRevision(revision, EXTENSIONS);
  if (typeof files === 'string') {
    return [unreadInput(inputProblem(INPUT_RULES.notFound, path, `${path}: ${files}`))];
  }
  return files
    .filter(({ file }) => !CONFIG_FILES.includes(posix.basename(file)))
    .map(({ file, bytes }) => inputOf({ file, text: decodeText(bytes) }));
}
