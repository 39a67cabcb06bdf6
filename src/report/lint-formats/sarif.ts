import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding, Location, Severity } from '../../api/finding.js';
import { fieldPath } from '../../api/json.js';
import { CATALOGUE, type CatalogueEntry } from '../../lint/rules/catalogue.js';
import { fingerprints } from '../fingerprints.js';
import { jsonText, wellFormed } from '../inert.js';
import { docsUrl, HOME } from '../links.js';
import { fileNameOf, findingText, objectName, placeForPrograms, shownFix } from '../said.js';
import type { LintFormat } from './format.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;
/** What the fingerprints are of; another name where they are made otherwise. */
const FINGERPRINT = 'kubeplanFindingKey/v1';

/** SARIF 2.1.0 (docs.oasis-open.org/sarif), as GitHub's code scanning and others take it. */
export const sarif: LintFormat = ({ result, kubeplan = () => 'unknown' }) => {
  const { findings, ignored, hidden, failures } = result;
  const all = [...findings, ...ignored];
  const used = new Set(all.map(({ rule }) => rule));
  const rules = CATALOGUE.filter(({ name }) => used.has(name));
  const indexes = new Map(rules.map(({ name }, at) => [name, at]));
  const prints = fingerprints(all);
  const version = kubeplan();
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'kubeplan',
            version,
            semanticVersion: version,
            informationUri: HOME,
            rules: rules.map(ruleOf),
          },
        },
        invocations: [{ executionSuccessful: failures.length === 0 }],
        columnKind: 'utf16CodeUnits',
        results: all.map((finding, at) => ({
          ruleId: finding.rule,
          ruleIndex: indexes.get(finding.rule) ?? -1,
          ...resultOfFinding(finding, hidden),
          partialFingerprints: { [FINGERPRINT]: prints[at] ?? '' },
        })),
      },
    ],
  };
  return jsonText(log);
};

function ruleOf({ name, summary, severity, set }: CatalogueEntry): ReportingDescriptor {
  return {
    id: name,
    shortDescription: { text: summary },
    helpUri: docsUrl(name),
    help: {
      text: summary,
      markdown: `${summary}\n\n[What it looks for, and how it is mended](${docsUrl(name)})`,
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['kubernetes', name.slice(0, name.indexOf('/'))], set },
  };
}

function resultOfFinding(
  finding: Finding,
  hidden: readonly Location[],
): Pick<Result, 'level' | 'message'> & Partial<Result> {
  const { severity, location, related = [], ignored } = finding;
  const fix = shownFix(finding, hidden);
  return {
    level: LEVELS[severity],
    message: { text: findingText(finding) },
    locations: [{ physicalLocation: physical(location), ...logicalOf(finding) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, at) => ({
        id: at + 1,
        physicalLocation: physical(other.location),
        message: { text: other.message },
      })),
    }),
    ...(fix && {
      fixes: [
        {
          description: { text: fix.title },
          artifactChanges: changesOf(fix.edits),
        },
      ],
    }),
    ...(ignored && {
      suppressions: [
        {
          kind: ignored.by === 'manifest' ? 'inSource' : 'external',
          ...(ignored.reason && { justification: ignored.reason }),
          ...(ignored.location && { location: { physicalLocation: physical(ignored.location) } }),
        },
      ],
    }),
  };
}

function changesOf(edits: readonly { location: Location; text: string }[]) {
  const files = new Map<string, typeof edits>();
  for (const edit of edits) files.set(edit.location.file, [...(files.get(edit.location.file) ?? []), edit]);
  return [...files].map(([file, ofFile]) => ({
    artifactLocation: artifact(file),
    replacements: ofFile.map(({ location, text }) => ({
      deletedRegion: region(location),
      insertedContent: { text },
    })),
  }));
}

function logicalOf({ object, path }: Finding) {
  if (!object) return {};
  const name = objectName(object);
  const field = path && path.length > 0 ? ` ${fieldPath(path)}` : '';
  return { logicalLocations: [{ name, fullyQualifiedName: `${name}${field}`, kind: 'object' }] };
}

function physical(written: Location) {
  const location = placeForPrograms(written);
  return { artifactLocation: artifact(location.file), region: region(location) };
}

/** A path as a URI relative to where the reader has its files. */
function artifact(file: string) {
  const uri = wellFormed(fileNameOf(file)).split('/').map(encodeURIComponent).join('/');
  return file.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}

function region({ start, end }: Location) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
