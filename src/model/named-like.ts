const sourceOrTestFolder = /^(src|lib|tests?|specs?|__tests__)$/;

/**
 * What a file is named after: `cart` of `src/cart.ts`, of `test/cart.test.ts` and of `src/cart/index.ts`. A test is named like
 * a source if both have the same stem. Pure.
 * @param path with `/` as separator; also the name by which a file is imported
 */
export function stemOf(path: string): string {
  const folders = path.split('/');
  const name = withoutExtension(folders.pop() ?? '').replace(/[.-](test|spec)$/, '');
  if (name !== 'index') return name;
  return folders.findLast((folder) => !sourceOrTestFolder.test(folder) && !/^\.*$/.test(folder)) ?? name;
}

/** A path without what may be left out of it where it is imported. */
export function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '');
}
