/**
 * Posts the note of an audit on its merge request, or puts it in the place of the one before. Runs in a job of its own, without the
 * repository, and posts only text that `check-comment.mjs` takes.
 */
import { marker } from './check-comment.mjs';
import { pageAddress, readComment } from './read-comment.mjs';

/** In milliseconds. */
const patience = 30_000;
/** Notes of a merge request that are looked at, in pages of 100. */
const maxPages = 20;

const {
  CI_API_V4_URL,
  CI_MERGE_REQUEST_PROJECT_ID,
  CI_MERGE_REQUEST_IID,
  REALCOV_NOTE_TOKEN,
  REALCOV_NOTE,
  REPORT_URL,
} = process.env;

try {
  console.log(`realcov: ${await main()}`);
} catch (error) {
  console.log(`realcov: the note was not posted: ${error instanceof Error ? error.message : 'unknown'}`);
  process.exitCode = 1;
}

async function main() {
  if (!REALCOV_NOTE_TOKEN) return 'REALCOV_NOTE_TOKEN is not set here, so no note is posted';
  const note = readComment(REALCOV_NOTE ?? '', await addresses());
  if (note === undefined) return 'the audit has left no note';
  if ('refused' in note) throw new Error(note.refused);
  const { id: me } = await ask(`${CI_API_V4_URL}/user`);
  const notes = `${CI_API_V4_URL}/projects/${CI_MERGE_REQUEST_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
  const before = await noteBefore(notes, me);
  if (before?.body === note.text) return 'the note is there already';
  const [method, url] = before ? ['PUT', `${notes}/${before.id}`] : ['POST', notes];
  await ask(url, { method, body: JSON.stringify({ body: note.text }) });
  return before ? 'the note was replaced' : 'the note was posted';
}

/** Of the jobs of this pipeline, as far as they are those of this project. */
async function addresses() {
  const { CI_PROJECT_ID, CI_PIPELINE_ID } = process.env;
  const jobs = await ask(
    `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/pipelines/${CI_PIPELINE_ID}/jobs?per_page=100`,
  );
  const pages = jobs.map((/** @type {{ web_url: string }} */ job) => `${job.web_url}/artifacts/browse`);
  return [...pages, ...pageAddress(REPORT_URL)];
}

/** @param {string} notes @param {number} me @returns {Promise<{ id: number, body: string } | undefined>} */
async function noteBefore(notes, me) {
  for (let page = 1; page <= maxPages; page++) {
    const found = await ask(`${notes}?per_page=100&page=${page}`);
    // Anybody may write a note with the marker.
    const own = found.find(
      (/** @type {{ author: { id: number }, body: string }} */ { author, body }) =>
        author.id === me && body.startsWith(marker),
    );
    if (own || found.length < 100) return own;
  }
  return undefined;
}

/** @param {string} url @param {RequestInit} [request] @returns {Promise<any>} */
async function ask(url, request = {}) {
  const response = await fetch(url, {
    ...request,
    headers: { 'private-token': REALCOV_NOTE_TOKEN ?? '', 'content-type': 'application/json' },
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new Error(`GitLab answers ${response.status}; the token needs the scope api`);
  return response.json();
}
