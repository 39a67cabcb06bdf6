import type { Metafile, Plugin } from 'esbuild';

/** The oldest Node that kubeplan runs on. */
export const TARGET: string;

/** Writes the command line and the library, bundled, to `dist`; returns esbuild's account of what went in. */
export function buildBundles(options?: { dist?: string; plugins?: Plugin[] }): Promise<Metafile>;
