import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface Text {
  file: string;
  text: string;
}

const MANIFEST = /\.(ya?ml|json)$/;

/** The manifests below a folder, also those inside its `.tar.gz` archives, sorted by name. */
export function readCorpus(folder: string): Text[] {
  const texts: Text[] = [];
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, file);
    if (!statSync(path).isFile()) continue;
    if (file.endsWith('.tar.gz')) texts.push(...readArchive(file, gunzipSync(readFileSync(path))));
    else if (MANIFEST.test(file)) texts.push({ file, text: readFileSync(path, 'utf8') });
  }
  return texts;
}

/** The manifests in a tar archive (ustar: 512-byte headers with the name at 0 and the size in octal at 124). */
function readArchive(archive: string, bytes: Buffer): Text[] {
  const texts: Text[] = [];
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const field = (from: number, length: number) =>
      bytes.toString('utf8', at + from, at + from + length).replace(/\0[\s\S]*$/, '');
    const size = Number.parseInt(field(124, 12), 8);
    const prefix = field(345, 155);
    const name = prefix ? `${prefix}/${field(0, 100)}` : field(0, 100);
    const isFile = field(156, 1) === '0' || field(156, 1) === '';
    if (isFile && MANIFEST.test(name)) {
      texts.push({ file: `${archive}:${name}`, text: bytes.toString('utf8', at + 512, at + 512 + size) });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return texts;
}
