import { readRulePage } from '../lint/rule-page.js';
import { CATALOGUE, type CatalogueEntry, unknownRule } from '../lint/rules/catalogue.js';
import { rulesJson } from '../report/rules-json.js';
import { groupOfRule, rulesText, ruleText } from '../report/rules-text.js';
import type { Command } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import { addOptions, formatOption, type Output } from './options.js';
import { writeOutputFile } from './output-file.js';
import { rulePageText } from './rule-pages.js';

const FORMATS = ['text', 'json'] as const;

interface Options {
  format: Output<(typeof FORMATS)[number]>[];
}

export function declare(command: Command): void {
  command.argument('[name]', 'a rule to explain, images/latest-tag, or a group to list, images');
  addOptions(command, [formatOption(FORMATS)]);
}

export async function run(
  [name, ...more]: string[],
  { format }: Options,
  { stdout }: Io,
): Promise<ExitStatus> {
  if (more.length > 0) throw new UsageError(`one rule at a time, not ${[name, ...more].join(' and ')}`);
  const rules = rulesNamed(name);
  const one = rules.find((rule) => rule.name === name);
  for (const output of format) {
    const out = output.file === undefined ? stdout : undefined;
    const layout = out && { style: out.style, width: out.width };
    const page = one && readRulePage(rulePageText(one.docs.replace(/#.*/, '')), one);
    const text =
      output.format === 'json'
        ? rulesJson(rules, new Map(page && [[one, page]]))
        : page
          ? ruleText(one, page, layout)
          : rulesText(rules, layout);
    if (out) out.write(text);
    else writeOutputFile(output.file!, text);
  }
  return EXIT.OK;
}

/** The rule of that name, those of that group, or all if there is none. */
function rulesNamed(name: string | undefined): readonly CatalogueEntry[] {
  if (name === undefined) return CATALOGUE;
  const found = CATALOGUE.filter((rule) => rule.name === name || groupOfRule(rule) === name);
  if (found.length > 0) return found;
  throw new UsageError(unknownRule(name) ?? '', 'kubeplan rules lists them.');
}
