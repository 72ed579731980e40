export interface User { id: number; name: string }
export async function fetchUser(id: number): Promise<User> {
  const response = await fetch(`/users/${id}`);
  if (!response.ok) throw new Error('no user');
  return (await response.json()) as User;
}
export function label(user: User): string {
  return `${user.name} (${user.id})`;
}
export class UserService {
  private cache = new Map<number, User>();
  constructor(private readonly load: (id: number) => Promise<User>) {}
  async get(id: number): Promise<User> {
    const known = this.cache.get(id);
    if (known) return known;
    const user = await this.load(id);
    this.cache.set(id, user);
    return user;
  }
  async title(id: number): Promise<string> {
    return label(await this.get(id));
  }
}
export function createService(load: (id: number) => Promise<User>): UserService {
  return new UserService(load);
}
export function each<T>(items: T[], visit: (item: T) => void): void {
  for (const item of items) visit(item);
}
export async function loadConfig(path: string): Promise<{ port: number }> {
  if (path === '') throw new Error('no path');
  return { port: path.length };
}
export function later(ms: number): Promise<{ at: number }> {
  const at = ms * 2;
  return new Promise((resolve) => setTimeout(() => resolve({ at }), ms));
}
export function parse(text: string): { port: number } {
  const port = Number(text);
  if (Number.isNaN(port)) throw new RangeError(`no port: ${text}`);
  return { port };
}
