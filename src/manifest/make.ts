/** Manifests that are made of something else: a revision of git, a kustomization, a chart. */
import { posix } from 'node:path';
import {
  CONFIG_FILES,
  decodeText,
  EXTENSIONS,
  eachInput,
  fileType,
  type Input,
  type InputOptions,
  inputOf,
  inputProblem,
  type Maker,
  unreadInput,
} from './files.js';
import { readRevision } from './git.js';
import { type GitPath, gitPath } from './git-path.js';
import { bySourceComments, isRendered, type Rendered, type RenderOptions, renderFolder } from './render.js';
import { renderRevision } from './render-revision.js';
import { INPUT_RULES } from './rules.js';

/** What reads revisions, and renders folders that are kustomizations or charts themselves, if `render` says how. */
export function manifestMaker(render?: RenderOptions): Maker {
  return {
    made(path, options) {
      const revision = gitPath(path);
      const rendered = render && (revision ? renderRevision(revision, render) : renderPath(path, render));
      if (!rendered) return revision && ofRevision(path, revision, options);
      if (rendered.is === 'rendered') {
        const [first, ...more] = rendered.sources.map((source) => inputOf(source, options.memory));
        return first ? [{ ...first, note: `${path} was rendered by ${rendered.by}` }, ...more] : [];
      }
      const asTheyStand = revision
        ? ofRevision(path, revision, options)
        : [...eachInput([path], { ...options, maker: undefined })];
      if (rendered.is === 'failed') {
        const failed = `${path} cannot be rendered: ${rendered.why.replace(/\s*\n\s*/g, '; ')}`;
        return [unreadInput(inputProblem(INPUT_RULES.notRendered, path, failed)), ...asTheyStand];
      }
      const why = `${path} is ${rendered.what}, and ${rendered.programs} there to render it`;
      // Where the files are not to be read either, nobody looks at it at all.
      if (asTheyStand.length === 0) return [unreadInput(inputProblem(INPUT_RULES.notRendered, path, why))];
      const note = `${why}: its files are read as they stand`;
      return [...asTheyStand, { file: path, documents: [], findings: [], note }];
    },
    parts: bySourceComments,
  };
}

function renderPath(path: string, render: RenderOptions): Rendered | undefined {
  if (fileType(path) !== 'folder' || !isRendered(path, render)) return undefined;
  render.begins?.(path);
  return renderFolder(path, render);
}

function ofRevision(path: string, revision: GitPath, { memory }: InputOptions): Input[] {
  const files = readRevision(revision, EXTENSIONS);
  if (typeof files === 'string') {
    return [unreadInput(inputProblem(INPUT_RULES.notFound, path, `${path}: ${files}`))];
  }
  return files
    .filter(({ file }) => !CONFIG_FILES.includes(posix.basename(file)))
    .map(({ file, bytes }) => inputOf({ file, text: decodeText(bytes) }, memory));
}
