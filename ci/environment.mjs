/** The variables that an audit and the code under test get: no secrets, and nothing by which later steps of the job could be changed. */

const ofTheJob = /^(ACTIONS_|INPUT_|GITHUB_(TOKEN|ENV|PATH|OUTPUT|STATE)$)/;
const secret =
  /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|PRIVATE_KEY|API_?KEY|ACCESS_KEY|(^|_)AUTH(_|$)/i;

/**
 * @param {Record<string, string | undefined>} env `REALCOV_PASS_ENV` names those to pass all the same, separated by spaces
 * @returns {Record<string, string | undefined>}
 */
export function environmentFor(env) {
  const passed = new Set((env.REALCOV_PASS_ENV ?? '').split(/\s+/));
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) =>
        passed.has(name) || !(ofTheJob.test(name) || secret.test(name) || name === 'REALCOV_PASS_ENV'),
    ),
  );
}
