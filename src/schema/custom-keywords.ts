/** What the schemas of CustomResourceDefinitions can say and built-in kinds never do. */
import type { Ajv } from 'ajv';
import { type AjvModule, type Validator, type ValidatorContext, validatorOf } from './keywords.js';
import { compilePattern } from './re2.js';
import type { SchemaNode } from './set.js';
import { STRING_FORMATS } from './string-formats.js';

/** Teaches an ajv the rules of CRDs that need code of their own. */
export function addCustomKeywords(ajv: Ajv, { _ }: AjvModule): void {
  for (const [name, check] of STRING_FORMATS) ajv.addFormat(name, check);
  ajv.addKeyword({
    keyword: 'matches',
    type: 'string',
    error: { message: '', params: ({ schema }) => _`{pattern: ${schema}}` },
    compile: (pattern: string) => compilePattern(pattern) ?? (() => true),
  });
  ajv.addKeyword({
    keyword: 'alternatives',
    error: { message: '', params: ({ schema }) => _`{of: ${Object.keys(schema as object).join(', ')}}` },
    errors: false,
    compile(schema: Record<string, SchemaNode[]>) {
      const validators = (keyword: string) => (schema[keyword] ?? []).map((node) => validatorOf(ajv, node));
      const [all, any, one, none] = ['allOf', 'anyOf', 'oneOf', 'not'].map(validators) as [
        Validator[],
        Validator[],
        Validator[],
        Validator[],
      ];
      return function (this: ValidatorContext, data: unknown) {
        const holds = (validator: Validator) => validator.call(this, data, { instancePath: '' });
        return (
          all.every(holds) &&
          (any.length === 0 || any.some(holds)) &&
          (one.length === 0 || one.filter(holds).length === 1) &&
          !none.some(holds)
        );
      };
    },
  });
}
