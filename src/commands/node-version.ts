/** The oldest Node that works, as in `engines`. */
const oldest = [22, 12] as const;

/** The message for an older Node. Loaded before anything that an old Node cannot load. */
export function complaintAbout(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `realcov: Node ${version} is too old\n  hint: use Node ${oldest.join('.')} or newer\n`;
}
