import { join } from 'node:path';
import { Project, type SourceFile, ts } from 'ts-morph';
import { optionsOf } from '../../instrument/types/infer.ts';

export interface TypeProblem {
  /** 1-based. */
  line: number;
  message: string;
}

/** TypeScript's errors in test files under the project's own options, by file; none for JavaScript. One program reads all files. */
export function typeErrorsOf(root: string, files: string[]): Map<string, TypeProblem[]> {
  const project = new Project({ compilerOptions: { ...optionsOf(root), allowImportingTsExtensions: true } });
  const sources = files
    .filter((file) => /\.[cm]?tsx?$/.test(file))
    .map((file) => ({ file, source: project.addSourceFileAtPath(join(root, file)) }));
  return new Map(sources.map(({ file, source }) => [file, problemsIn(source)]));
}

function problemsIn(source: SourceFile): TypeProblem[] {
  return source
    .getPreEmitDiagnostics()
    .filter((each) => each.getCategory() === ts.DiagnosticCategory.Error)
    .flatMap((each) => {
      const text = each.getMessageText();
      const message = typeof text === 'string' ? text : text.getMessageText();
      const line = each.getLineNumber();
      return line === undefined ? [] : [{ line, message: `TS${each.getCode()}: ${message}` }];
    });
}
