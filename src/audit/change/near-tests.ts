import type { Lab, TestFile } from '../../lab/lab.ts';
import { relatedOnly } from '../../lab/open.ts';
import { relativeTo } from '../../system/paths.ts';

interface NearRequest {
  lab: Lab;
  root: string;
  /** All test files that import a source that is looked at. */
  related: TestFile[];
  /** Sources that changed. */
  changed: string[];
  /** Test files that the change touched. */
  touched: readonly string[];
}

/** Where there are only so many others, they run too. */
const fewOthers = 20;
/** Or not more than this share of the near ones. */
const smallShare = 0.25;

/**
 * The test files that import a source that changed, or that the change touched, if there are many others that import
 * something that one of these tests runs: in a large suite nearly every test imports such a thing. Otherwise all.
 */
export async function nearTests({ lab, root, related, changed, touched }: NearRequest): Promise<TestFile[]> {
  if (related.length <= fewOthers) return related;
  const importing = new Set(await relatedOnly(lab, root, related, changed));
  const isTouched = new Set(touched);
  const near = related.filter((file) => importing.has(file) || isTouched.has(relativeTo(root, file.path)));
  return related.length - near.length > fewOthers + smallShare * near.length ? near : related;
}
