// Writes kubeplan's Markdown as a comment on the pull request, in the place of the one that an earlier run wrote.
// Where nothing is wrong, and nothing ever was, there is no comment.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MARKER = '<!-- kubeplan -->';
const PAGE = 100;
const {
  GITHUB_API_URL: api,
  GITHUB_REPOSITORY: repository,
  PULL_REQUEST: number,
  RUNNER_TEMP: folder,
  TOKEN: token,
} = process.env;

const file = join(folder, 'kubeplan.md');
if (existsSync(file)) await comment(readFileSync(file, 'utf8'));

/** @param {string} body */
async function comment(body) {
  try {
    const earlier = await find();
    if (earlier !== undefined) await ask('PATCH', `issues/comments/${earlier}`, { body });
    else if (isWorthIt()) await ask('POST', `issues/${number}/comments`, { body });
  } catch (error) {
    // A pull request from a fork has a token that may not write; annotations say the same.
    console.log(
      `::warning title=kubeplan::the comment was not written: ${error.message.replace(/[\r\n]+/g, ' ')}`,
    );
  }
}

function isWorthIt() {
  const { summary } = JSON.parse(readFileSync(join(folder, 'kubeplan.json'), 'utf8'));
  return summary.errors + summary.warnings > 0;
}

/** The number of the comment that an earlier run wrote. */
async function find() {
  for (let page = 1; ; page++) {
    const comments = await ask('GET', `issues/${number}/comments?per_page=${PAGE}&page=${page}`);
    const own = comments.find((one) => one.body?.startsWith(MARKER));
    if (own || comments.length < PAGE) return own?.id;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{ body: string }} [content]
 */
async function ask(method, path, content) {
  const answer = await fetch(`${api}/repos/${repository}/${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'user-agent': 'kubeplan',
      'x-github-api-version': '2022-11-28',
    },
    ...(content && { body: JSON.stringify(content) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path.replace(/\?.*/, '')} was answered ${answer.status}`);
  return await answer.json();
}
