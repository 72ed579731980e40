/** The part of picomatch that is used here; the package has no types of its own. */
declare module 'picomatch' {
  function picomatch(
    glob: string | readonly string[],
    options?: { dot?: boolean },
  ): (path: string) => boolean;
  namespace picomatch {
    /** The fixed folder that a glob starts with, and whether it is a glob at all. */
    function scan(pattern: string): { base: string; isGlob: boolean };
  }
  export default picomatch;
}
