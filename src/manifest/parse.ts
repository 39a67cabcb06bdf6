import type { Finding, Location, RuleData } from '../api/finding.js';
import { isObject, type JsonValue, type Path } from '../api/json.js';
import { type Conflict, findConflicts, withoutConflicts } from './conflicts.js';
import { duplicateHint } from './damage/duplicate.js';
import type { Document, PositionOf, ReadResult, Source } from './document.js';
import { explainProblem } from './explain-problem.js';
import { Lines } from './lines.js';
import { flattenLists } from './lists.js';
import { NodeFinder } from './locate.js';
import { INPUT_RULES, YAML_RULES } from './rules.js';
import { findTemplate } from './template.js';
import { type Characters, type Part, readParts, toCharacters } from './yaml/parts.js';
import type { Problem } from './yaml/problem.js';
import { serverText } from './yaml/server-text.js';
import type { Tape } from './yaml/tape.js';

/** What kubectl takes for the name of an anchor may be a password that begins with a star. */
const ANCHOR_NAME = /(?<=unknown anchor ').*(?=' referenced)/;

const BOM = 0xfeff;

/** Documents may nest this deep; those of Kubernetes do not come near, and others would exhaust the stack. */
const MAX_LEVELS = 1000;

/** So many keys given twice are looked at for why they are. */
const MOST_LOOKED_AT = 50;

/** A JSON document this long or shorter is named by its text when it is no object. */
const KINDS_OF_VALUES: [test: (value: JsonValue) => boolean, name: string][] = [
  [Array.isArray, 'a list'],
  [(value) => typeof value === 'string', 'text'],
  [(value) => typeof value === 'boolean', 'true or false'],
  [() => true, 'a number'],
];

/**
 * Reads all documents of a text and says what is wrong with it as text: `yaml/syntax`, `yaml/conflict`, `yaml/duplicate-key`,
 * `yaml/template`, `yaml/not-an-object`, `yaml/ignored-text`, `yaml/depth`, `input/empty`. Values are those that kubectl
 * would read; lists are flattened to their objects. Where kubectl stops, at the first broken document of a file, this
 * goes on with the next. Never throws.
 */
export function parseManifests(source: Source): ReadResult {
  return new SourceReader(source).read();
}

/** Reads texts one after the other, as one. */
export function parseSources(sources: readonly Source[]): ReadResult {
  const read = sources.map(parseManifests);
  return {
    documents: read.flatMap(({ documents }) => documents),
    findings: read.flatMap(({ findings }) => findings),
  };
}

/** Of more that are no objects in one text the number is told. */
const MOST_NOT_OBJECTS = 100;

class SourceReader {
  private readonly lines: Lines;
  private readonly documents: Document[] = [];
  private readonly findings: Finding[] = [];
  private readonly characters: Characters;
  private readonly conflicts: readonly Conflict[];
  private templateSeen = false;
  /** How many documents and items are no objects. */
  private notObjects = 0;
  private lastNotObject: Finding | undefined;

  constructor(private readonly source: Source) {
    this.lines = new Lines(source.file, source.text);
    this.conflicts = findConflicts(source.text);
    this.characters = toCharacters(withoutConflicts(source.text, this.conflicts));
  }

  read(): ReadResult {
    const { text } = this.source;
    const { characters } = this;
    this.leftOver();
    // kubectl takes a byte order mark off a file before it is read.
    const parts = readParts(characters, text.charCodeAt(0) === BOM ? 1 : 0);
    let index = 0;
    for (const part of parts) {
      if (part.badSeparator) this.syntax(part.badSeparator, part);
      if (part.problem) this.broken(part, part.problem);
      if (part.ignoredFrom !== undefined && !part.problem) this.ignored(part.ignoredFrom);
      if (part.problem || part.value === null) {
        if (part.problem) index++;
        continue;
      }
      this.document(part, characters.text, index++);
    }
    if (index === 0 && this.findings.length === 0) this.empty();
    if (this.lastNotObject && this.notObjects > MOST_NOT_OBJECTS) {
      this.lastNotObject.message += `; ${this.notObjects - MOST_NOT_OBJECTS} more below are none either`;
    }
    return { documents: this.documents, findings: this.findings };
  }

  private report({ name: rule, severity }: RuleData, message: string, location: Location): Finding {
    const finding: Finding = { rule, severity, message, location };
    this.findings.push(finding);
    return finding;
  }

  /** Conflicts are told first; the rest is read as this side has it. */
  private leftOver(): void {
    if (this.conflicts.length === 0) return;
    const broken = readParts(toCharacters(this.source.text), 0).find(({ problem }) => problem);
    const server = broken?.problem && serverText(broken.problem, broken, this.characters);
    for (const { ours, between, theirs } of this.conflicts) {
      const place = this.lines.location(ours.start, ours.end);
      const finding = this.report(YAML_RULES.conflict, 'a merge conflict was left in the text', place);
      finding.hint = 'keep one of the sides, and take the markers out';
      finding.related = [
        { message: 'the other side', location: this.lines.location(between.start, between.end) },
        { message: 'its end', location: this.lines.location(theirs.start, theirs.end) },
      ];
      if (server !== undefined && !server.includes('`')) finding.server = { field: '', message: server };
    }
  }

  private document(part: Part, text: string, index: number): void {
    const { file } = this.source;
    if (part.depth > MAX_LEVELS) {
      const message = `nested ${part.depth} levels deep: kubeplan reads up to ${MAX_LEVELS}`;
      this.report(YAML_RULES.depth, message, this.lines.location(part.start, part.start + 1));
      return;
    }
    this.duplicates(part);
    if (part.badNumber) this.syntax(part.badNumber);
    const items = flattenLists(part.value);
    const { tape } = part;
    const inConflict = this.conflicts.some(
      ({ ours, theirs }) => ours.start < part.end && theirs.end > part.start,
    );
    const origin: Origin = { tape, nodes: new NodeFinder(text, tape), lines: this.lines };
    for (const { root, value } of items) {
      const document = new TapeDocument(file, index, root, value, origin, inConflict);
      if (isObject(value)) this.documents.push(document);
      else if (!part.afterBadSeparator) this.notAnObject(value, document);
    }
    if (items.length === 0) {
      const { words } = part.tape;
      const place = this.lines.location(words[1]!, words[2]!);
      this.report(INPUT_RULES.empty, 'the list has no items, so there is nothing to apply', place);
    }
  }

  private notAnObject(value: JsonValue, document: Document): void {
    this.notObjects++;
    if (this.notObjects > MOST_NOT_OBJECTS) return;
    const what = value === null ? 'null' : KINDS_OF_VALUES.find(([test]) => test(value))![1];
    const message = `a manifest is a map with apiVersion and kind, this is ${what}`;
    const finding = this.report(YAML_RULES.notAnObject, message, document.locate([]));
    this.lastNotObject = finding;
    if (Array.isArray(value) && document.root.length === 0) {
      finding.hint = 'separate the objects by lines of ---, or put them in the items of a List';
    }
  }

  private duplicates(part: Part): void {
    for (const [at, duplicate] of part.duplicates.entries()) {
      if (duplicate.by === 'override') continue;
      const { key, offset, end, firstOffset, firstEnd } = duplicate;
      const merge = duplicate.by === 'merge';
      const finding = this.report(
        YAML_RULES.duplicateKey,
        merge
          ? `the merge key overwrites ${key}, which is given before it: Kubernetes merges where << is written`
          : `${key} is given twice in this map: Kubernetes takes the last one and says nothing`,
        this.lines.location(offset, end),
      );
      if (merge) finding.severity = 'warning';
      finding.related = [
        {
          message: merge ? 'given here' : 'given here first',
          location: this.lines.location(firstOffset, firstEnd),
        },
      ];
      const hint = merge
        ? 'write << before the keys that are to win'
        : at < MOST_LOOKED_AT
          ? duplicateHint(offset, this.lines)
          : undefined;
      if (hint !== undefined) finding.hint = hint;
    }
  }

  private broken(part: Part, problem: Problem): void {
    // What was refused as JSON and as YAML: JSON that is nearly right is to be mended as JSON.
    const json = part.jsonProblem && /^\s*\{\s*"/.test(this.source.text) ? part.jsonProblem : undefined;
    const cause = json ?? problem;
    const from = Math.min(this.lines.lineAt(problem.since).start, this.lines.lineAt(problem.offset).start);
    const template = findTemplate(this.source.text, from, this.lines.lineAt(problem.offset).end);
    if (template) {
      if (this.templateSeen) return;
      this.templateSeen = true;
      const place = this.lines.location(template.offset, template.end);
      const message = `this is ${template.name}, not a manifest yet`;
      this.report(YAML_RULES.template, message, place).hint = template.hint;
      return;
    }
    if (part.afterBadSeparator) return;
    this.syntax(cause, part);
  }

  private syntax(problem: Problem, part?: Part): void {
    const { message, start, end, hint, related, edits = [], fix } = explainProblem(problem, this.lines);
    const finding = this.report(YAML_RULES.syntax, message, this.lines.location(start, end));
    if (hint) finding.hint = hint;
    if (fix !== undefined) {
      const at = (edit: { start: number; end: number }) => this.lines.location(edit.start, edit.end);
      finding.fix = { title: fix, edits: edits.map((edit) => ({ location: at(edit), text: edit.text })) };
    }
    // What was tried as JSON first is refused as JSON.
    const server = part && serverText(part.jsonProblem ?? problem, part, this.characters);
    // Where kubectl shows a value of the text, it might be a secret.
    if (server !== undefined && !server.includes('`')) {
      finding.server = { field: '', message: server.replace(ANCHOR_NAME, '(value hidden)') };
    }
    if (related) {
      const { start: at } = this.lines.location(related.offset, related.offset);
      finding.related = [
        { message: related.message, location: this.lines.location(at.offset, at.offset + 1) },
      ];
    }
  }

  private ignored(from: number): void {
    const { text, end } = this.lines.lineAt(from);
    const place = this.lines.location(from, Math.max(end, from));
    const finding = this.report(
      YAML_RULES.ignoredText,
      'the document has ended before this: Kubernetes ignores the text from here to the next ---',
      place,
    );
    if (text !== '') finding.hint = 'begin a new document with a line of ---';
  }

  private empty(): void {
    const { text } = this.source;
    const message =
      text.trim() === '' ? 'the file is empty' : 'there is no document in this file, only comments';
    this.report(INPUT_RULES.empty, message, this.lines.location(0, 0));
  }
}

/** What all documents of a text share. */
interface Origin {
  tape: Tape;
  nodes: NodeFinder;
  lines: Lines;
}

class TapeDocument implements Document {
  /** Index on the tape of the node that is this object; looked up once. */
  private node: number | undefined;

  constructor(
    readonly file: string,
    readonly index: number,
    readonly root: Path,
    readonly value: JsonValue,
    private readonly origin: Origin,
    readonly inConflict: boolean,
  ) {}

  locate(path: Path, of: PositionOf = 'value'): Location {
    const { tape, nodes, lines } = this.origin;
    this.node ??= nodes.find(0, this.root).value;
    const found = nodes.find(this.node, path);
    const at = of === 'key' && found.key !== undefined ? found.key : found.value;
    return lines.location(tape.words[at + 1]!, tape.words[at + 2]!);
  }
}
