import type { CompletedCommand, CompletedOption, Value } from './words.ts';

/** A script that completes realcov's command line in zsh: loaded, or as a file `_realcov` in a folder of `fpath`. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef realcov
# Completion of realcov for zsh. Load it with: source <(realcov completion zsh)
_realcov_refs() {
  local -a refs
  refs=(\${(f)"$(git for-each-ref --format='%(refname:short)' 2>/dev/null)"})
  compadd -a refs
}
_realcov() {
  local context state state_descr line curcontext="$curcontext"
  typeset -A opt_args
  _arguments -C '--help[print the help]' '--version[print the version]' '1: :->command' '*:: :->rest'
  case $state in
    command)
      local -a commands
      commands=(
${commands.map(({ name, summary }) => `        ${quoted(`${name}:${summary}`)}`).join('\n')}
      )
      _describe -t commands command commands ;;
    rest)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac ;;
  esac
}
if [[ $funcstack[1] == _realcov ]]; then
  _realcov "$@"
else
  # Where nothing has set completion up yet.
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -D }
  compdef _realcov realcov
fi
`;
}

function commandCase({ name, options, argument }: CompletedCommand): string {
  const specs = [...options.map(optionSpec), ...(argument ? [quoted(`*: :${zshValue(argument)}`)] : [])];
  return `        ${name}) _arguments ${specs.map((spec) => `\\\n            ${spec}`).join(' ')} ;;`;
}

function optionSpec({ flag, help, value, isOptional }: CompletedOption): string {
  const text = `[${help.replaceAll(/[[\]\\]/g, '\\$&')}]`;
  return quoted(
    value === undefined ? `${flag}${text}` : `${flag}=${text}${isOptional ? '::' : ':'} :${zshValue(value)}`,
  );
}

function zshValue(value: Value): string {
  switch (value.kind) {
    case 'words':
      return `(${value.words.join(' ')})`;
    case 'list':
      return `_sequence compadd - ${value.words.join(' ')}`;
    case 'refs':
      return '_realcov_refs';
    case 'folders':
      return '_files -/';
    case 'files':
      return '_files';
    case 'text':
      return ' ';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
