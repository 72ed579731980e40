export function answer(path: string): string {
  return path === '/health' ? 'well' : 'lost';
}

export function backlog(clients: number): number {
  return clients * 8;
}
