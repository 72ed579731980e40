import type { CompletedCommand, Value } from './words.ts';

/** A script that completes realcov's command line in Bash 3.2 and newer. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  return `# Completion of realcov for bash. Load it with: source <(realcov completion bash)
# Nothing that a repository names is evaluated: words of others go through printf %q.
_realcov_words() {
  local word
  for word in $1; do [[ $word == "$cur"* ]] && COMPREPLY+=("$word"); done
}
_realcov_list() {
  local before="" word
  [[ $cur == *,* ]] && before="\${cur%,*},"
  for word in $1; do [[ $before$word == "$cur"* ]] && COMPREPLY+=("$before$word"); done
}
_realcov_refs() {
  local ref
  while IFS= read -r ref; do
    [[ $ref == "$cur"* ]] && COMPREPLY+=("$(printf %q "$ref")")
  done < <(git for-each-ref --format='%(refname:short)' 2>/dev/null)
}
_realcov_nothing() {
  type compopt >/dev/null 2>&1 && compopt +o default
}
_realcov_folders() {
  local folder
  _realcov_nothing
  type compopt >/dev/null 2>&1 && compopt -o filenames
  while IFS= read -r folder; do COMPREPLY+=("$folder"); done < <(compgen -d -- "$cur")
}
_realcov() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" last="" command="" i
  COMPREPLY=()
  ((COMP_CWORD > 0)) && last="\${COMP_WORDS[COMP_CWORD - 1]}"
  if [[ $cur == = ]]; then
    cur=""
  elif [[ $last == = ]]; then
    last="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      -*) ;;
      *) command="\${COMP_WORDS[i]}"; break ;;
    esac
  done
  case "$command" in
    "") _realcov_nothing; _realcov_words "${[...commands.map(({ name }) => name), '--help', '--version'].join(' ')}" ;;
${commands.map(commandCase).join('\n')}
  esac
}
complete -o default -F _realcov realcov
`;
}

function commandCase({ name, options, argument }: CompletedCommand): string {
  const flags = options.map(({ flag }) => flag).join(' ');
  const valued = options.flatMap(({ flag, value, isOptional }) => {
    if (value === undefined) return [];
    const offer = `${bashValue(value)}; return`;
    return [`        ${flag}) ${isOptional ? `[[ $cur == -* ]] || { ${offer}; }` : offer} ;;`];
  });
  const rest = argument === undefined ? '_realcov_nothing' : bashValue(argument);
  return [
    `    ${name})`,
    ...(valued.length > 0 ? ['      case "$last" in', ...valued, '      esac'] : []),
    `      if [[ $cur == -* ]]; then _realcov_nothing; _realcov_words "${flags}"; else ${rest}; fi ;;`,
  ].join('\n');
}

/** Files are what Bash itself completes where nothing is found. */
function bashValue(value: Value): string {
  switch (value.kind) {
    case 'words':
      return `_realcov_nothing; _realcov_words "${value.words.join(' ')}"`;
    case 'list':
      return `_realcov_nothing; _realcov_list "${value.words.join(' ')}"`;
    case 'refs':
      return '_realcov_nothing; _realcov_refs';
    case 'folders':
      return '_realcov_folders';
    case 'files':
      return ':';
    case 'text':
      return '_realcov_nothing';
  }
}
