/**
 * The command line and the library as bundles. `npm run build` makes `dist/` of them; tests that look at what is executed
 * make others, of sources changed on the way (`plugins`).
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The oldest Node that kubeplan runs on. */
export const TARGET = 'node20.19';
/** Stands for `import.meta.url`, which CommonJS does not have. */
const MODULE_URL = '__moduleUrl';
/**
 * The files of all chunks that are shorter than so many characters, each by the first of these to need it: what `lint` always
 * loads, what it loads for what most files hold and once it finds anything, what makes it a world and is met there, what a gate
 * has around it (a configuration, suppressions, a baseline, what it writes; also what is longer), and the rest.
 */
const TOGETHER = [
  { file: 'small.js', of: /^src\/cli\/(?:main|lint)\.ts$/ },
  {
    file: 'often.js',
    of: /^src\/(?:lint\/hidden|lint\/rules\/\w+\/.*|admission\/groups\/(?:core|apps|autoscaling|batch|networking|policy|rbac)\/index)\.ts$/,
  },
  {
    file: 'world.js',
    of: /^src\/(?:lint\/world-server|admission\/groups\/(?:admissionregistration|apiextensions|scheduling|storage)\/index)\.ts$/,
  },
  {
    file: 'gate.js',
    of: /^src\/(?:config\/index|lint\/suppressions\/index|lint\/rules\/catalogue|cli\/baseline|report\/lint-formats\/.*)\.ts$/,
    upTo: 40_000,
  },
  { file: 'rare.js' },
];
const SMALL = 4000;
/** What every command loads: those that ask for its parts need not ask Node where it is each time. */
const [{ file: FIRST }] = TOGETHER;
/** What every rule says of itself. */
const CATALOGUE = 'src/lint/rules/catalogue-entries.ts';
/** How kleur asks whether standard output is a terminal. kubeplan asks itself, for each stream. */
const KLEUR_LOOK = 'isTTY = process.stdout && process.stdout.isTTY;';
/**
 * Leaves out what packages load of Node and kubeplan never uses, because every start would wait for it: the streams that
 * kleur looks at, and the child processes that commander can run subcommands in.
 */
const lighterPackages = {
  name: 'lighter-packages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes(`${sep}commander${sep}`) ? { path: 'none', namespace: 'empty' } : undefined,
    );
    onLoad({ filter: /kleur[\\/]colors\.mjs$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      if (!code.includes(KLEUR_LOOK)) throw new Error('kleur looks at standard output in a new way');
      return { contents: code.replace(KLEUR_LOOK, '') };
    });
    onLoad({ filter: /^none$/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * Puts what the catalogue of rules comes to in the place of what collects it: a name is looked up without loading every rule, and
 * each rule goes on to say once what it is.
 */
async function catalogueAsData(plugins) {
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'catalogue-'));
  try {
    const outfile = join(folder, 'catalogue.mjs');
    await build({
      absWorkingDir: root,
      entryPoints: [CATALOGUE],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: TARGET,
      plugins,
      logLevel: 'warning',
    });
    const collected = await import(pathToFileURL(outfile).href);
    // A text is read sooner than code.
    const contents = `export const CATALOGUE = JSON.parse(${JSON.stringify(JSON.stringify(collected.CATALOGUE))});`;
    return {
      name: 'catalogue-as-data',
      setup({ onLoad }) {
        onLoad({ filter: /[\\/]catalogue-entries\.ts$/ }, () => ({ contents, loader: 'ts' }));
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The command line and the library, with what they share in chunks, written to `dist`. Returns esbuild's account of what
 * went in. esbuild cuts chunks of ECMAScript modules only, so that each is made
 * CommonJS afterwards, which reads code as `minify` writes it.
 */
export async function buildBundles({ dist = join(root, 'dist'), plugins = [] } = {}) {
  const entries = { cli: 'src/cli/main.ts', play: 'src/cli/play.ts', index: 'src/index.ts' };
  for (const file of Object.values(entries)) {
    if (!existsSync(join(root, file))) throw new Error(`${file} is missing`);
  }
  mkdirSync(dist, { recursive: true });
  const result = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: TARGET,
    minify: true,
    metafile: true,
    define: { 'import.meta.url': MODULE_URL },
    plugins: [await catalogueAsData(plugins), ...plugins, lighterPackages],
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  });
  rejectCircles(result.metafile);
  const files = togetherIfSmall(
    result.outputFiles.map(({ path, text }) => [path, commonJs(text, path)]),
    result.metafile,
  );
  rmSync(join(dist, 'chunks'), { recursive: true, force: true });
  for (const [path, code] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
  writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
  return result.metafile;
}

/**
 * A chunk as CommonJS. What it takes from others becomes constants (esbuild's own way, a getter for each use, makes long
 * plans slower), which wants chunks that do not import each other in a circle, and no export that changes later.
 */
function commonJs(code, path) {
  const names = (list, between) => list.replaceAll(' as ', between);
  const made = code
    .replace(
      /\bimport(?:(?: ([\w$]+)|\*as ([\w$]+)|\{([^{}"]*)\})from)?"([^"]+)";/g,
      (_, whole, all, some, from) => {
        const what = whole ?? all ?? (some && `{${names(some, ':')}}`);
        return `${what ? `const ${what}=` : ''}require(${JSON.stringify(from)});`;
      },
    )
    .replace(/\bimport\(("[^"]+")\)/g, (_, from) => `Promise.resolve().then(()=>require(${from}))`)
    .replace(/\bexport\{([^{}"]*)\};\s*$/, (_, list) =>
      list
        .split(',')
        .map((one) => one.split(' as '))
        .map(([name, as = name]) => `exports.${as}=${name};`)
        .join(''),
    );
  const url = `const ${MODULE_URL}=require("node:url").pathToFileURL(__filename).href;`;
  const whole = `"use strict";${made.includes(MODULE_URL) ? url : ''}${made}`;
  // Throws where anything of an ECMAScript module is left.
  new Script(`(function(exports,require,module,__filename,__dirname){${whole}\n})`, { filename: path });
  return whole;
}

/**
 * Puts chunks of a few lines together, where each is a function that runs when it is first asked for: to find and open a file
 * takes Node as long as to read 20 kB of one, and a start would open a dozen of these. Those that are needed together are
 * one file: nobody waits for what is not used.
 */
function togetherIfSmall(files, { outputs }) {
  const chunks = files.filter(([path]) => basename(dirname(path)) === 'chunks');
  const homes = TOGETHER.map(({ file, of, upTo = SMALL }) => ({
    file,
    upTo,
    needs: of && neededBy(of, outputs),
  }));
  const home = new Map();
  for (const [path, code] of chunks) {
    const name = basename(path);
    const found = homes.find(({ needs }) => needs?.has(name) ?? true);
    if (code.length < found.upTo) home.set(name, found.file);
  }
  const large = files
    .filter(([path]) => !home.has(basename(path)))
    .map(([path, code]) => [path, asking(code, home)]);
  const made = TOGETHER.map(({ file: name }) => {
    const parts = chunks.filter(([path]) => home.get(basename(path)) === name);
    return [join(dirname(chunks[0]?.[0] ?? ''), name), registry(parts, home, name)];
  });
  for (const [path, code] of made) {
    new Script(`(function(exports,require,module,__filename,__dirname){${code}\n})`, { filename: path });
  }
  return [...large, ...made];
}

/** The code of a file, with what it takes of others taken from where that is. */
function asking(code, home, own) {
  let first;
  const asked = code.replace(/\brequire\("(\.(?:\/chunks)?\/)([^"/]+)"\)/g, (whole, folder, name) => {
    const at = home.get(name);
    if (at === undefined) return whole;
    if (at === own) return `__part("${name}")`;
    if (at !== FIRST) return `require("${folder}${at}")("${name}")`;
    first = `const __first=require("${folder}${FIRST}");`;
    return `__first("${name}")`;
  });
  return first === undefined ? asked : asked.replace('"use strict";', `"use strict";${first}`);
}

/**
 * A module that hands out the exports of others by their names. Those that are all called are in parentheses, and so compiled
 * as they are read: to look for their ends first and to read them again when they are called takes longer.
 */
function registry(parts, home, own) {
  const [open, close] = own === FIRST ? [':(function', ')'] : ['', ''];
  const list = parts.map(
    ([path, code]) => `${JSON.stringify(basename(path))}${open}(exports,require,module){${code}}${close}`,
  );
  const code =
    `"use strict";const parts={${list.join(',')}},made={};` +
    'const __part=module.exports=name=>{if(name in made)return made[name].exports;' +
    'const module=made[name]={exports:{}};parts[name](module.exports,require,module);return module.exports};';
  return asking(code, home, own);
}

/** The names of the chunks without which nothing starts that begins in such a source. */
function neededBy(source, outputs) {
  const open = Object.keys(outputs).filter((path) => source.test(outputs[path].entryPoint ?? ''));
  if (open.length === 0) throw new Error(`there is no chunk of ${source}`);
  const found = new Set();
  for (const path of open) {
    if (found.has(basename(path))) continue;
    found.add(basename(path));
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement') open.push(next);
  }
  return found;
}

/** Fails where chunks wait for each other. */
function rejectCircles({ outputs }) {
  const done = new Set();
  const visit = (path, above) => {
    if (above.includes(path)) throw new Error(`chunks import each other: ${[...above, path].join(' → ')}`);
    if (done.has(path)) return;
    for (const { path: next, kind } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement') visit(next, [...above, path]);
    }
    done.add(path);
  };
  for (const path of Object.keys(outputs)) visit(path, []);
}
