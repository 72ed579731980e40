/** What an audit in a job of GitHub Actions is compared with. */

/** Events whose jobs have secrets and a token that may write, and are started by whoever opens a pull request. */
const privileged = ['pull_request_target', 'workflow_run', 'issue_comment'];

/**
 * @param {{ name: string, since: string, baseRef: string, payload: any }} event
 * @param {(commit: string) => boolean} isThere whether git has a commit, and one that it has in common with what is checked out
 * @returns {{ since: string | undefined } | { refused: string }} no ref for an audit of the whole project
 */
export function baseOf({ name, since, baseRef, payload }, isThere) {
  if (privileged.includes(name))
    return { refused: `an audit runs the code of the change, and must not run on ${name}: use pull_request` };
  if (since === 'none') return { since: undefined };
  const wanted = [since, ...basesOf(name, baseRef, payload)].filter((ref) => ref);
  if (since !== '') wanted.length = 1;
  if (wanted.length === 0) return { since: undefined };
  const found = wanted.find(isThere);
  if (found !== undefined) return { since: found };
  return {
    refused: `this clone lacks ${wanted[0]}, or what it has in common with HEAD: set fetch-depth: 0 for actions/checkout`,
  };
}

/** @param {string} name @param {string} baseRef @param {any} payload @returns {string[]} */
function basesOf(name, baseRef, payload) {
  if (name === 'pull_request') return [baseRef && `origin/${baseRef}`, payload.pull_request?.base?.sha];
  return name === 'merge_group' ? [payload.merge_group?.base_sha] : [];
}
