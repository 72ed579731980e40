/**
 * Whether a test only checks types, by the names of its suites or of its file. Types do not exist when it runs.
 * @param key full name of the test, suites joined by ` > `
 */
export function isAboutTypes(key: string, file: string): boolean {
  const suites = key.split(' > ').slice(0, -1);
  return (
    suites.some((name) =>
      /^(the )?(\w+ )?(types?|typings?|type[- ](tests?|inference|safety|checks?|definitions?))$/i.test(name),
    ) ||
    /(^|[/._-])(types?|typings?|test-d|tst|types?-tests?)\.((test|spec)[.-])?[cm]?[jt]sx?$|\.test-d\.[cm]?tsx?$/i.test(
      file.replace(/\.(test|spec)\./, '.'),
    )
  );
}
