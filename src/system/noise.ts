/** What packages of a project complain of on stderr, about themselves and to nobody here. */
const noise = [
  /^\[baseline-browser-mapping\]/,
  /^Browserslist: /,
  /^\s*npx (update-browserslist-db|browserslist@latest)/,
  /^\s*Why you should do it regularly: /,
  /^(\[vite\] )?(warning: )?.*\b[Ss]ource ?map for ".+" points to (missing|a source)/,
  /^(warn - )?.*(Failed to load|Could not load|Can't resolve original location|invalid|missing) source ?map/i,
  /^\(node:\d+\) (\[\w+\] )?(ExperimentalWarning|DeprecationWarning|Warning): /,
  /^\(Use `node --trace-/,
  /^npm (warn|notice)\b/i,
];

/** The lines that say something of what went wrong. Pure. */
export function withoutNoise(lines: readonly string[]): string[] {
  return lines.filter((line) => !noise.some((pattern) => pattern.test(line)));
}

/** Packages that say nothing of their age if they are told so. */
export const quietly = {
  BASELINE_BROWSER_MAPPING_IGNORE_OLD_DATA: 'true',
  BROWSERSLIST_IGNORE_OLD_DATA: 'true',
};
