import type { LoadFnOutput, LoadHookContext } from 'node:module';
import { fileURLToPath } from 'node:url';
import { TextIndex } from '../../elsewhere/text-index.ts';
import { sameText } from '../../same-text.ts';

/** Runs in Node's own thread for loaders, before those of the project: they are given instrumented texts. */
let texts: TextIndex | undefined;

export function initialize({ index }: { index: string }): void {
  texts = new TextIndex(index);
}

export async function load(
  url: string,
  context: LoadHookContext,
  next: (url: string, context: LoadHookContext) => Promise<LoadFnOutput>,
): Promise<LoadFnOutput> {
  const loaded = await next(url, context);
  const { source } = loaded;
  const text = url.startsWith('file:') ? texts?.find(fileURLToPath(url)) : undefined;
  if (!text || source === null || source === undefined) return loaded;
  const plain = typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8');
  return sameText(text.original, plain) ? { ...loaded, source: text.code } : loaded;
}
