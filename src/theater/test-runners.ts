/** Whether this is what a test file imports to register its tests. */
export function isTestRunner(specifier: string): boolean {
  return specifier === 'vitest' || specifier === '@jest/globals';
}
