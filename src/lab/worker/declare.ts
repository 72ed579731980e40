import { runInThisContext } from 'node:vm';

/**
 * Makes variables that every script and module of this process can name, and that nothing lists: they are no properties
 * of the global object, so that code that does not know their names does not find them.
 */
export function declare(values: Record<string, unknown>): void {
  const names = Object.keys(values);
  // They become a part of a program, and come from a file.
  if (!names.every((name) => /^[\w$]+$/.test(name))) throw new Error('the table of switches is damaged');
  const handedOver = `__realcov_${names[0]}`;
  // Those of a session before this one in the same process are there already.
  const [known, fresh] = [true, false].map((is) => names.filter((name) => isDeclared(name) === is));
  Reflect.set(globalThis, handedOver, values);
  try {
    if (fresh?.length) runInThisContext(`let { ${fresh.join(', ')} } = globalThis.${handedOver};`);
    if (known?.length) runInThisContext(`({ ${known.join(', ')} } = globalThis.${handedOver});`);
  } finally {
    Reflect.deleteProperty(globalThis, handedOver);
  }
}

function isDeclared(name: string): boolean {
  return runInThisContext(`typeof ${name} !== 'undefined'`) as boolean;
}

/** What such a variable stands for; undefined where there is none of the name. */
export function declared(name: string): unknown {
  return runInThisContext(`typeof ${name} === 'undefined' ? undefined : ${name}`);
}

/** Gives such a variable another value. */
export function redeclare(name: string, value: unknown): void {
  (runInThisContext(`(value) => { ${name} = value; }`) as (value: unknown) => void)(value);
}
