import { join } from 'node:path';
import { Project, ts } from 'ts-morph';
import { optionsOf } from '../instrument/types/infer.ts';

export interface TypeProblem {
  /** 1-based. */
  line: number;
  message: string;
}

/** What TypeScript says of a test file under the project's own options; nothing of JavaScript. */
export function typeErrorsOf(root: string, file: string): TypeProblem[] {
  if (!/\.[cm]?tsx?$/.test(file)) return [];
  const project = new Project({ compilerOptions: { ...optionsOf(root), allowImportingTsExtensions: true } });
  const source = project.addSourceFileAtPath(join(root, file));
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
