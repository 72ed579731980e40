import { defaultText } from './flags.ts';
import { type OptionName, type OptionSpec, optionNames, optionTable } from './table.ts';

/** The text of `docs/options.md`, from the option table. */
export function optionsPage(): string {
  return `${[intro, ...optionNames.map(section), configuration].join('\n\n')}\n`;
}

const intro = `# Options

<!-- Written by scripts/docs.ts from src/options/table.ts: change it there. -->

Each option is a flag of the commands that it names (\`realcov <command> --help\` lists those of one), and a key of
the project's configuration file unless it makes sense for one run only. A flag overrides the file, and the file overrides the default.
Lists are separated by commas on the command line and are arrays in the file.`;

const configuration = `## The configuration file

None is needed. realcov reads \`realcov.config.ts\` (or \`.mts\`, \`.js\`, \`.mjs\`, \`.json\`) beside \`package.json\`:

\`\`\`ts
import { defineConfig } from 'realcov';

export default defineConfig({ minRealCoverage: 80, killers: 'all' });
\`\`\`

It also reads the file StrykerJS reads, \`stryker.conf.*\` or \`stryker.config.*\` (\`.json\`, \`.js\`, \`.mjs\`, \`.cjs\`, with or
without a leading dot). There, its own options stand under the key \`realcov\`:

\`\`\`json
{
  "mutate": ["src/**/*.ts", "!src/generated/**"],
  "realcov": { "minRealCoverage": 80, "killers": "all" }
}
\`\`\`

A project may have both files: options of \`realcov.config.*\` override Stryker's own keys below, and an option that both
set as realcov's is an error. \`--config <file>\` reads that file and no other; one whose name is \`realcov.config.*\` or
\`realcov.<name>.config.*\` is read as realcov's own, any other as Stryker's. TypeScript needs Node 22.18 or newer.

A file that is no JSON is code: \`show\`, \`explain\`, \`history\`, \`accept\`, \`accepted\`, \`compare\`, \`open\` and
\`generate --list-pins\` do not run it, nor any plugin; \`audit --list\` does, as it decides what is broken. If it sets \`outDir\`, give these \`--out-dir\`. A program
(\`writerCommand\`) or a model that only the file names is not used before somebody at the terminal has agreed; in a script,
name it on the command line.

Of Stryker's own keys, in its file, these are honoured, with their own meaning:

| key | what it does here |
| --- | --- |
| \`mutate\` | which source files are broken: globs, \`!\` leaves out, \`src/a.ts:1-10\` names lines. Paths given on the command line replace its globs; what \`!\` leaves out stays out |
| \`mutator.excludedMutations\` | the mutators left out, unless \`excludeMutators\` says otherwise |
| \`ignorers\`, \`plugins\`, \`appendPlugins\` | what the named ignorers ignore is not broken |
| \`testFiles\` | like \`tests\`, if that is not set |
| \`concurrency\` | like \`concurrency\` |
| \`timeoutFactor\` | like \`timeoutFactor\` |
| \`vitest.configFile\`, \`vitest.dir\` | the Vitest configuration to use, and the folder to look for tests in |

Vitest and Jest run as the project's own test command starts them: from the script \`test\` of package.json, or from the script that
\`test\` runs, realcov takes the variables (\`TZ=UTC vitest\`, \`cross-env NODE_ENV=test vitest\`, \`node --env-file=.env\`, \`dotenv -e .env.test\`) and the options \`--config\`,
\`--dir\`, \`--mode\`, \`--environment\`, \`--dom\`, \`--globals\`, \`--testTimeout\`, \`--hookTimeout\` and \`--retry\`. From a script that runs Jest or Mocha it takes
the variables, Node's own options (\`node --experimental-vm-modules node_modules/jest/bin/jest.js\`), and the arguments that decide which tests
run and how, such as \`--config\`, \`--projects\`, \`--env\`, \`--color\` and names of tests.

All other keys, \`thresholds\` among them, are for StrykerJS alone: its score counts other breaks than real coverage does.`;

function section(name: OptionName): string {
  const spec = optionTable[name] as OptionSpec;
  const facts = [
    `- Key: ${spec.flagOnly ? 'none, for one run only' : `\`${name}\``}`,
    `- Expects: ${spec.kind === 'switch' ? 'nothing after the flag' : spec.expects}`,
    `- Default: ${defaultText(spec) ?? (spec.kind === 'switch' ? `\`${spec.default}\`` : 'none')}`,
    `- Commands: ${spec.commands.map((command) => `\`${command}\``).join(', ')}`,
  ];
  const flags = [spec.flag, spec.negation].filter((flag) => flag !== undefined);
  return `## ${flags.map((flag) => `\`${flag}\``).join(', ')}\n\n${sentence(spec.help)}\n\n${facts.join('\n')}`;
}

const sentence = (help: string): string => `${help[0]!.toUpperCase()}${help.slice(1)}.`;
