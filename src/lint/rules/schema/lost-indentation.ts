import { reindent } from '../../reindent.js';
import { rule } from '../../rule.js';

/** Fields beside the empty ones that they belong to, as in a text that was copied without its indentation. */
export default rule({
  name: 'schema/lost-indentation',
  severity: 'error',
  summary: 'Fields stand beside those that they belong to, which are empty: the indentation is lost.',
  visit: 'SchemaError',
  codes: ['lost-indentation'],
  check(error, { report }) {
    const { object } = error.at;
    const fields = error.fields ?? [];
    const others = fields.slice(1);
    const said = fields.map(({ server = '' }) => server).sort();
    report({
      at: error.at,
      of: 'key',
      message: error.message,
      hint: error.hint,
      related: others.map(({ path, key }) => ({
        message: key!,
        at: object.at.child(...path),
        of: 'key',
      })),
      server: { field: '', message: `strict decoding error: ${said.join(', ')}` },
      fix: reindent(fields, object.at),
    });
  },
});
