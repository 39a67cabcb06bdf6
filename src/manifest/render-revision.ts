/** Kustomizations and charts as they stand in a revision of git. */
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { filesInRevision, writeRevision } from './git.js';
import { type GitPath, gitPathText } from './git-path.js';
import { CHART_FILE, KUSTOMIZATION_FILES } from './kustomize.js';
import { type Rendered, type RenderOptions, renderFolder } from './render.js';

/**
 * Renders a folder of a revision that is a kustomization or a chart itself, in a copy of the revision that is gone afterwards;
 * undefined of every other. Files are named as those of the revision.
 */
export function renderRevision(path: GitPath, options: RenderOptions): Rendered | undefined {
  if (!isRenderedThere(path, options)) return undefined;
  options.begins?.(gitPathText(path));
  const copy = mkdtempSync(join(realpathSync(tmpdir()), 'kubeplan-'));
  try {
    const written = writeRevision(path.revision, copy);
    if (typeof written === 'string') return { is: 'failed', why: written };
    const root = written.folder;
    const helmValues = options.helmValues?.map((file) => asItWas(file, root));
    const rendered = renderFolder(join(root, path.path), { ...options, helmValues, root });
    if (rendered.is === 'absent') return rendered;
    if (rendered.is === 'failed') return { is: 'failed', why: rendered.why.replaceAll(`${copy}/`, '') };
    const { revision } = path;
    return {
      ...rendered,
      sources: rendered.sources.map(({ file, text }) => ({
        file: gitPathText({ revision, path: file }),
        text,
      })),
    };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** A file of the revision, if it was there. */
function asItWas(file: string, root: string): string {
  const then = resolve(root, relative('', file));
  return existsSync(then) ? then : file;
}

function isRenderedThere(path: GitPath, { kustomizations }: RenderOptions): boolean {
  const found = filesInRevision(path, [...KUSTOMIZATION_FILES, CHART_FILE]);
  const isKustomization = found.some((name) => name !== CHART_FILE);
  if (!isKustomization) return found.length > 0;
  return kustomizations?.includes(gitPathText(path)) ?? true;
}
