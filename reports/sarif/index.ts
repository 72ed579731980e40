/** The problems as SARIF 2.1.0, for code scanning and viewers. */
import type { Audit } from '../../src/model/audit.ts';
import type { Location } from '../../src/model/source.ts';
import { writeWhole } from '../../src/system/whole-file.ts';
import { type Problem, problemsOf, type Rule, rules } from '../problems/index.ts';
import { printedJson } from '../text.ts';
import { count } from '../wording.ts';

/** What GitHub takes of one run. */
const limit = 25_000;

/** Writes `realcov.sarif` in a folder. Returns the file's path. */
export function writeSarif(audit: Audit, dir: string, folder: string): Promise<string> {
  return writeWhole(dir, 'realcov.sarif', [printedJson(toSarif(audit, folder))]);
}

export function toSarif(audit: Audit, folder: string) {
  const { all, doubts } = problemsOf(audit, folder);
  const more = all.length - limit;
  const notes = [...doubts, ...(more > 0 ? [`${count(more, 'more problem')} only in the report`] : [])];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'realcov', version: audit.toolVersion, rules: rules.map(ruleObject) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: audit.complete,
            ...(notes.length > 0 && {
              toolExecutionNotifications: notes.map((text) => ({
                level: 'note',
                message: { text: plainText(text) },
              })),
            }),
          },
        ],
        results: all.slice(0, limit).map(resultOf),
      },
    ],
  };
}

function ruleObject({ id, title, says, help, level }: Rule) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: says },
    help: { text: help },
    defaultConfiguration: { level },
    properties: { tags: ['tests'], precision: 'very-high', 'problem.severity': level },
  };
}

function resultOf({ rule, level, id, file, location, about, message, command }: Problem) {
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex((each) => each.id === rule),
    level,
    message: { text: plainText(`${about}: ${message} (${command})`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(file), uriBaseId: '%SRCROOT%' },
          ...(location && { region: regionOf(location) }),
        },
      },
    ],
    partialFingerprints: { 'realcovProblem/v1': id },
  };
}

/** The end is exclusive in both; a place without length has only its beginning. */
function regionOf({ start, end }: Location) {
  const isPoint = start.line === end.line && start.column === end.column;
  return {
    startLine: start.line,
    startColumn: start.column,
    ...(!isPoint && { endLine: end.line, endColumn: end.column }),
  };
}

/** In SARIF a text may have links, `[text](address)`, and code of the project must make none. */
function plainText(text: string): string {
  return text.includes('](') ? text.replace(/[\\[\]]/g, '\\$&') : text;
}

function relativeUri(file: string): string {
  return file.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
