interface Config {
  level: string;
  depth: number;
}

let loaded: Config | undefined;

function load(): Config {
  return { level: 'warn', depth: 3 * 2 };
}

export function config(): Config {
  return (loaded ??= load());
}
