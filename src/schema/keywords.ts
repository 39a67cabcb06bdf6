import type { Ajv, Code, CodeKeywordDefinition, KeywordCxt, Name } from 'ajv';
import { FORMATS } from './formats.js';
import { refName, type SchemaNode } from './set.js';

/** The parts of ajv that the code of keywords is made with; passed in, so that ajv is only loaded when it is needed. */
export type AjvModule = typeof import('ajv');

/** What a validator finds, in ajv's terms. `params` depends on the keyword. */
export interface RawError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}

/** What compiled validators are called on: how they reach each other and the checks of formats. */
export interface ValidatorContext {
  /** Validates `data` by the definition `label`, adds what it finds to `errors` (null as long as there are none). */
  def(label: string, data: unknown, instancePath: string, errors: RawError[] | null): RawError[] | null;
  formats: typeof FORMATS;
}

export interface Validator {
  (this: ValidatorContext, data: unknown, at: { instancePath: string }): boolean;
  errors?: RawError[] | null;
}

/**
 * An ajv that compiles one definition into one function, each reaching others by name through its context, so that
 * the same function serves every Kubernetes version whose definition reads the same.
 */
export function createAjv(module: AjvModule, standalone: boolean): Ajv {
  const ajv = new module.Ajv({
    allErrors: true,
    messages: false,
    strict: false,
    validateSchema: false,
    meta: false,
    addUsedSchema: false,
    passContext: true,
    logger: false,
    code: { source: standalone, lines: false, optimize: standalone ? 2 : false },
  });
  const makers = [reference, closed, needs, oneOfValues, format];
  for (const keyword of makers) ajv.addKeyword(keyword(module));
  return ajv;
}

/** All conditions at once, as code. */
function all({ _ }: AjvModule, conditions: Code[]): Code | boolean {
  return conditions.length === 0 || conditions.reduce((both, condition) => _`${both} && ${condition}`);
}

/** Another definition by its label. */
function reference(module: AjvModule): CodeKeywordDefinition {
  const { _, str } = module;
  // The names that ajv gives to the variables of every function it makes.
  const [self, instancePath, vErrors, count] = ['this', 'instancePath', 'vErrors', 'errors'].map(
    (name) => new module.Name(name),
  ) as [Name, Name, Name, Name];
  return {
    keyword: 'def',
    code({ gen, data, schema, it }: KeywordCxt) {
      const place = it.errorPath.emptyStr() ? instancePath : str`${instancePath}${it.errorPath}`;
      gen.assign(vErrors, _`${self}.def(${schema}, ${data}, ${place}, ${vErrors})`);
      gen.assign(count, _`${vErrors} === null ? 0 : ${vErrors}.length`);
    },
  };
}

/** No other fields than these. */
function closed(module: AjvModule): CodeKeywordDefinition {
  const { _ } = module;
  return {
    keyword: 'closed',
    type: 'object',
    error: { message: '', params: ({ params }) => _`{field: ${params['key']}}` },
    code(cxt: KeywordCxt) {
      const known = cxt.schema as string[];
      cxt.gen.forIn('key', cxt.data, (key: Name) => {
        cxt.gen.if(
          all(
            module,
            known.map((name) => _`${key} !== ${name}`),
          ),
          () => {
            cxt.setParams({ key });
            cxt.error();
          },
        );
      });
    },
  };
}

/** Fields that must have a value. */
function needs({ _ }: AjvModule): CodeKeywordDefinition {
  return {
    keyword: 'needs',
    type: 'object',
    error: { message: '', params: ({ params }) => _`{field: ${params['field']}}` },
    code(cxt: KeywordCxt) {
      for (const field of cxt.schema as string[]) {
        cxt.gen.if(_`${cxt.data}[${field}] == null`, () => {
          cxt.setParams({ field });
          cxt.error();
        });
      }
    },
  };
}

/** One of these texts. */
function oneOfValues(module: AjvModule): CodeKeywordDefinition {
  const { _ } = module;
  return {
    keyword: 'oneOfValues',
    type: 'string',
    error: { message: '', params: () => _`{}` },
    code(cxt: KeywordCxt) {
      const values = cxt.schema as unknown[];
      cxt.fail(
        all(
          module,
          values.map((value) => _`${cxt.data} !== ${value as string}`),
        ) as Code,
      );
    },
  };
}

/** A format of Kubernetes' own types. */
function format(module: AjvModule): CodeKeywordDefinition {
  const { _ } = module;
  const self = new module.Name('this');
  return {
    keyword: 'fmt',
    error: { message: '', params: () => _`{}` },
    code(cxt: KeywordCxt) {
      cxt.fail(_`!${self}.formats[${cxt.schema}](${cxt.data})`);
    },
  };
}

/**
 * The validator of a definition. The cast: by its types ajv's function wants a whole context of its own, of which the code
 * that these keywords are compiled to reads the place alone, and anything for `this`, which is ours.
 */
export function validatorOf(ajv: Ajv, node: SchemaNode, label?: (definition: string) => string): Validator {
  return ajv.compile(compilable(node, label)) as unknown as Validator;
}

/** A definition in the keywords above: references by label, closed objects by their field names. */
export function compilable(
  node: SchemaNode,
  label: (definition: string) => string = String,
): Record<string, unknown> {
  if (node.$ref !== undefined) return { def: label(refName(node.$ref)) };
  const schema: Record<string, unknown> = {};
  const checked = node.format !== undefined && Object.hasOwn(FORMATS, node.format);
  if (checked) schema['fmt'] = node.format;
  // A format of several types knows its types itself.
  if (node.type !== undefined && !(checked && Array.isArray(node.type))) schema['type'] = node.type;
  if (node.enum !== undefined) schema['oneOfValues'] = node.enum;
  if (node.items) schema['items'] = compilable(node.items, label);
  Object.assign(schema, node.rules);
  if (node.required) schema['needs'] = node.required;
  if (node.properties) {
    const properties = Object.entries(node.properties).map(([name, child]) => [
      name,
      compilable(child, label),
    ]);
    schema['properties'] = Object.fromEntries(properties);
  }
  if (node.additionalProperties === false) schema['closed'] = Object.keys(node.properties ?? {});
  else if (typeof node.additionalProperties === 'object') {
    schema['additionalProperties'] = compilable(node.additionalProperties, label);
  }
  return schema;
}
