import type { CompletedCommand, CompletedOption, Value } from './words.ts';

/** A script that completes realcov's command line in fish. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = [
    '# Completion of realcov for fish. Load it with: realcov completion fish | source',
    'complete -c realcov -f',
    'complete -c realcov -n __fish_use_subcommand -l version -d "print the version"',
    ...commands.flatMap(commandLines),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines({ name, summary, options, argument }: CompletedCommand): string[] {
  const inCommand = `complete -c realcov -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
  return [
    `complete -c realcov -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...options.map((option) => `${inCommand} ${optionArguments(option)}`),
    ...(argument && argument.kind !== 'text' ? [`${inCommand} ${fishValue(argument)}`] : []),
  ];
}

function optionArguments({ flag, help, value }: CompletedOption): string {
  const takes = value === undefined ? [] : ['-r', fishValue(value)];
  return [`-l ${flag.slice(2)}`, ...takes, `-d ${quoted(help)}`].join(' ');
}

function fishValue(value: Value): string {
  switch (value.kind) {
    case 'words':
      return `-f -a ${quoted(value.words.join(' '))}`;
    case 'list':
      return `-f -a ${quoted(`(__fish_append , ${value.words.join(' ')})`)}`;
    case 'refs':
      return `-f -a "(git for-each-ref --format='%(refname:short)' 2>/dev/null)"`;
    case 'folders':
      return '-f -a "(__fish_complete_directories)"';
    case 'files':
      return '-F';
    case 'text':
      return '-f';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
