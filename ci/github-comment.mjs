/**
 * Posts the comment of an audit on its pull request, or puts it in the place of the one before. Runs with more rights than the
 * audit, in a workflow of its own (`workflow_run`): it runs nothing of the pull request, asks GitHub which one it is, and posts only text
 * that `check-comment.mjs` takes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { marker } from './check-comment.mjs';
import { pageAddress, readComment } from './read-comment.mjs';

/** In milliseconds. */
const patience = 30_000;
/** Comments of a pull request that are looked at, in pages of 100. */
const maxPages = 20;

const {
  GITHUB_API_URL,
  GITHUB_REPOSITORY,
  GITHUB_EVENT_PATH,
  COMMENT_TOKEN,
  COMMENT_FOLDER,
  COMMENT_AUTHOR,
  REPORT_URL,
} = process.env;

try {
  console.log(`realcov: ${await main()}`);
} catch (error) {
  console.log(
    `::error title=realcov::the comment was not posted: ${error instanceof Error ? error.message : 'unknown'}`,
  );
  process.exitCode = 1;
}

async function main() {
  const { workflow_run: run } = JSON.parse(readFileSync(GITHUB_EVENT_PATH ?? '', 'utf8'));
  if (run?.event !== 'pull_request') return 'this was no run of a pull request, so there is nothing to post';
  const addresses = [run.html_url, ...pageAddress(REPORT_URL)];
  const comment = readComment(join(COMMENT_FOLDER ?? '', 'comment.md'), addresses);
  if (comment === undefined) return 'the audit has left no comment';
  if ('refused' in comment) throw new Error(comment.refused);
  const pull = await pullRequestOf(run);
  if (pull === undefined) return 'no open pull request ends in the commit that was audited';
  const before = await commentBefore(pull);
  if (before?.body === comment.text) return 'the comment is there already';
  const [method, path] = before
    ? ['PATCH', `issues/comments/${before.id}`]
    : ['POST', `issues/${pull}/comments`];
  await ask(path, { method, body: JSON.stringify({ body: comment.text }) });
  return before ? 'the comment was replaced' : 'the comment was posted';
}

/**
 * The number of the pull request: from GitHub, as the artifact could name any. The run itself does not know it where the pull request
 * comes from a fork.
 * @param {{ head_branch: string, head_sha: string, head_repository: { owner: { login: string } } | null }} run
 * @returns {Promise<number | undefined>}
 */
async function pullRequestOf({ head_branch: branch, head_sha: sha, head_repository: from }) {
  // A fork may be gone meanwhile.
  if (!from) return undefined;
  const head = encodeURIComponent(`${from.owner.login}:${branch}`);
  const pulls = await ask(`pulls?state=open&per_page=100&head=${head}`);
  return pulls.find((/** @type {{ head: { sha: string } }} */ pull) => pull.head.sha === sha)?.number;
}

/** @param {number} pull @returns {Promise<{ id: number, body: string } | undefined>} */
async function commentBefore(pull) {
  for (let page = 1; page <= maxPages; page++) {
    const comments = await ask(`issues/${pull}/comments?per_page=100&page=${page}`);
    // Anybody may write a comment with the marker.
    const own = comments.find(
      (/** @type {{ user: { login: string } | null, body: string }} */ { user, body }) =>
        user?.login === (COMMENT_AUTHOR || 'github-actions[bot]') && body.startsWith(marker),
    );
    if (own || comments.length < 100) return own;
  }
  return undefined;
}

/** @param {string} path @param {RequestInit} [request] @returns {Promise<any>} */
async function ask(path, request = {}) {
  const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/${path}`, {
    ...request,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${COMMENT_TOKEN}`,
      'content-type': 'application/json',
      'x-github-api-version': '2022-11-28',
    },
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok)
    throw new Error(`GitHub answers ${response.status}; the job needs the permission pull-requests: write`);
  return response.json();
}
