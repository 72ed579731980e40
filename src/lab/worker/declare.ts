import { type Realm, thisRealm } from './realm.ts';

/**
 * Makes variables that every script and module of a realm can name, and that nothing lists: they are no properties
 * of the global object, so that code that does not know their names does not find them.
 */
export function declare(values: Record<string, unknown>, realm: Realm = thisRealm): void {
  const names = Object.keys(values);
  // They become a part of a program, and come from a file.
  if (!names.every((name) => /^[\w$]+$/.test(name))) throw new Error('the table of switches is damaged');
  const handedOver = `__realcov_${names[0]}`;
  // Those of a session before this one in the same process are there already.
  const [known, fresh] = [true, false].map((is) => names.filter((name) => isDeclared(name, realm) === is));
  Reflect.set(realm.global, handedOver, values);
  try {
    if (fresh?.length) realm.run(`let { ${fresh.join(', ')} } = globalThis.${handedOver};`);
    if (known?.length) realm.run(`({ ${known.join(', ')} } = globalThis.${handedOver});`);
  } finally {
    Reflect.deleteProperty(realm.global, handedOver);
  }
}

function isDeclared(name: string, realm: Realm): boolean {
  return realm.run(`typeof ${name} !== 'undefined'`) as boolean;
}

/** The value of such a variable; undefined if there is none with the name. */
export function declared(name: string): unknown {
  return thisRealm.run(`typeof ${name} === 'undefined' ? undefined : ${name}`);
}

/** Gives such a variable another value. */
export function redeclare(name: string, value: unknown): void {
  (thisRealm.run(`(value) => { ${name} = value; }`) as (value: unknown) => void)(value);
}
