import type { WriteRequest } from '../request.ts';

/** The instructions for a model. */
export interface Prompt {
  instructions: string;
  input: string;
}

/** A request as text for a model. Pure. */
export function promptFor(request: WriteRequest): Prompt {
  const { contract, declarations, source, breaks = [], tests = [], style = [], rejected, question } = request;
  const sections: (string | undefined)[] = [
    `# The function\n\n\`${request.function}\` in ${request.file}. The test file imports from '${request.specifier}': ${request.exports.map((name) => (name === 'default' ? `${request.function.split('.')[0]} (the default export)` : name)).join(', ')}.`,
    contract && section('Its contract', contract),
    section('Declarations', fenced(declarations, 'ts')),
    source && section('Its source', fenced(source, 'ts')),
    ...breaks.map(({ id, line, diff }) =>
      section(`Break ${id}, line ${line}, noticed by no test`, fenced(diff, 'diff')),
    ),
    ...tests.map(({ file, name, code }) =>
      section(`Test "${name}" in ${file}, which runs it`, fenced(code, 'ts')),
    ),
    ...style.map(({ file, text }) => section(`A test file of the project: ${file}`, fenced(text, 'ts'))),
    ...rejected.map(({ name, code, reason }) =>
      section(`Not accepted: "${name}", because ${reason}`, fenced(code, 'ts')),
    ),
    question &&
      section(
        'The test to complete',
        `Of the sentence: ${question.clause}\n\n${fenced(question.code, 'ts')}`,
      ),
  ];
  return {
    instructions: request.instructions,
    input: `${sections.filter((text) => text !== undefined && text !== '').join('\n\n')}\n`,
  };
}

function section(title: string, text: string): string {
  return `## ${title}\n\n${text.trim()}`;
}

/** A code block whose fence is longer than any fence in the text. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`{3,}/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n+$/, '')}\n${fence}`;
}
