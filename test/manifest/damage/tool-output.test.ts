import { expect, it } from 'vitest';
import { look } from '../look.js';

const MAP = 'apiVersion: v1\nkind: ConfigMap\n';

it.each<[about: string, text: string, expected: string]>([
  [
    'a word of progress',
    `Deploying...\n${MAP}`,
    `1:1 Deploying...: line 1 is text before the manifest: the output of a program? | hint: remove it, or make it a comment with # | edit: # Deploying...\n${MAP}`,
  ],
  [
    'a prompt',
    `> kustomize build .\n${MAP}`,
    `1:1 > kustomize build .: line 1 is text before the manifest: the output of a program? | hint: remove it, or make it a comment with # | edit: # > kustomize build .\n${MAP}`,
  ],
  [
    'several lines',
    `Building\nand building\n${MAP}`,
    `1:1 Building: lines 1 to 2 are text before the manifest: the output of a program? | hint: remove them, or make them comments with # | edit: # Building\n# and building\n${MAP}`,
  ],
  [
    'the fence of a page',
    `\`\`\`yaml\n${MAP}`,
    `1:1 \`\`\`yaml: a fence of Markdown, no part of the manifest | hint: remove it, or make it a comment with # | edit: # \`\`\`yaml\n${MAP}`,
  ],
  [
    'the fence behind',
    `${MAP}\`\`\`\n`,
    `3:1 \`\`\`: a fence of Markdown, no part of the manifest | hint: remove it, or make it a comment with # | edit: ${MAP}# \`\`\`\n`,
  ],
  [
    'another fence',
    `${MAP}~~~\n`,
    `3:1 ~~~: a fence of Markdown, no part of the manifest | hint: remove it, or make it a comment with # | edit: ${MAP}# ~~~\n`,
  ],
  [
    'a field among them',
    `Building\nname: a\nand:b\n${MAP}`,
    '2:5 : a: a colon where no key can be | hint: is the line indented as its neighbours are?',
  ],
  [
    'a list',
    `- a\n${MAP}`,
    '2:1 apiVersion: v1: this does not continue the list it stands in: an item begins with - | hint: look at the indentation and the quotes of the lines above | 1:1: the list begins here',
  ],
])('%s', (_about, text, expected) => {
  expect(look(text)).toBe(expected);
});
